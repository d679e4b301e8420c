/** The library's view of the parallel decoder: async iterables of bytes and of lines. */
import type { Damage } from '../bz2/chain.js';
import { defaultThreads } from '../engine/threads.js';
import { readBytes } from '../engine/source.js';
import { decodeAlone } from './decoded-text.js';

export interface DecompressOptions {
  /** Worker threads, 1 to 512. @default the number of cores */
  readonly threads?: number;
  /** Told of what is odd but not wrong, such as garbage behind the last stream. @default nobody */
  readonly onWarning?: (text: string) => void;
  /** Told of each damaged place, which is then skipped; without it damage ends the iteration with an error. */
  readonly onDamage?: (damage: Damage) => void;
}

/**
 * The decoded bytes of a bz2 file (its path) or of compressed chunks, in order, decoded on all threads ahead of the
 * consumer by a bounded window. Each chunk is the caller's own. Throws an `YfccError` with code `bad-bz2` for what
 * `bzip2 -dc` refuses; what is in front of the damage has come out by then.
 */
export async function* decompress(
  source: string | AsyncIterable<Uint8Array>,
  { threads = defaultThreads(), onWarning = () => {}, onDamage }: DecompressOptions = {},
): AsyncGenerator<Uint8Array> {
  const [name, compressed] =
    typeof source === 'string' ? [source, readBytes({ path: source })] : ['the stream', source];
  const decoded = decodeAlone(compressed, name, {
    threads,
    wantsNewlines: false,
    onWarning,
    ...(onDamage === undefined ? {} : { onDamage }),
  });
  for await (const { pieces } of decoded) {
    // Copies: a slab is written again when the next text is asked for.
    for (const { slab, start, length } of pieces) yield slab.bytes.slice(start, start + length);
  }
}

const LF = 10;

/** The lines of a bz2 file as UTF-8 text without their LF; the last one also when it has none. */
export async function* lines(
  source: string | AsyncIterable<Uint8Array>,
  options: DecompressOptions = {},
): AsyncGenerator<string> {
  const rest: Buffer[] = [];
  for await (const bytes of decompress(source, options)) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let from = 0;
    for (let to = chunk.indexOf(LF); to >= 0; to = chunk.indexOf(LF, from)) {
      const line = chunk.subarray(from, to);
      yield rest.length === 0 ? line.toString() : Buffer.concat([...rest.splice(0), line]).toString();
      from = to + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString();
}
