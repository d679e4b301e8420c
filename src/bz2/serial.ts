/**
 * The plain reference decoder: unbzip2-stream, driven chunk by chunk on the calling thread.
 *
 * The library is a push stream that works synchronously inside `write()` and reports failures as events, a cut file
 * as a bare TypeError, and anything behind the last stream as a missing magic number. Here it is a generator, with
 * errors that say where, and with trailing garbage treated as `bzip2 -dc` treats it: output kept, a warning.
 */
import { YfccError } from '../core/errors.js';
import { endsBefore, hasBz2Magic, isEmptyStream } from './magic.js';

export interface SerialOptions {
  /** Name of the file, for errors. */
  readonly file: string;
  /** Told of what is odd but not wrong, such as garbage behind the last stream. */
  readonly onWarning: (text: string) => void;
}

/** What the library says when the next stream does not begin with `BZh` and a digit. */
const NO_STREAM_HEADER = new Set(['No magic number found', 'Not a BZIP archive']);

/** Bytes of the file's end that are kept to tell a cut file from one with a little garbage behind it. */
const TAIL_BYTES = 16;

/** Bytes of the file's beginning that tell an empty stream: its header and the mark of its end. */
const HEAD_BYTES = 10;

/** `bz2` bytes, cut anywhere, to plain bytes. Throws `bad-bz2` for what `bzip2 -dc` refuses. A block is yielded as soon as it is decoded. */
export async function* decompressSerial(
  compressed: AsyncIterable<Uint8Array>,
  { file, onWarning }: SerialOptions,
): AsyncGenerator<Uint8Array> {
  // Loaded by those who use it: most decode in parallel.
  const { default: unbzip2Stream } = await import('unbzip2-stream');
  const stream = unbzip2Stream();
  let decoded: Uint8Array[] = [];
  let failure: Error | null = null;
  let offset = 0;
  let hasStream = false;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  stream.on('data', (bytes: Uint8Array) => decoded.push(bytes));
  stream.on('error', (error: Error) => {
    failure ??= error;
  });
  const takeFailure = (): Error | null => failure;
  const takeDecoded = (): Uint8Array[] => {
    const taken = decoded;
    decoded = [];
    hasStream ||= taken.length > 0;
    return taken;
  };

  for await (const chunk of compressed) {
    if (head.length < HEAD_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
      hasStream ||= isEmptyStream(head);
    }
    offset += chunk.length;
    tail = Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    stream.write(Buffer.from(chunk));
    yield* takeDecoded();
    if (takeFailure() !== null) break;
  }
  if (takeFailure() === null) {
    stream.end();
    yield* takeDecoded();
  }
  const error = offset === 0 ? new TypeError('no bytes at all') : takeFailure();
  if (error === null) return;
  if (hasStream && (NO_STREAM_HEADER.has(error.message) || (error instanceof TypeError && hasShortGarbage(tail)))) {
    onWarning(`${file}: trailing garbage after the end of the bzip2 data ignored`);
    return;
  }
  const isCut = error instanceof TypeError || error.message === 'input stream ended prematurely';
  const what = isCut ? 'the file ends in the middle of a stream' : `a damaged block (${error.message})`;
  throw new YfccError(
    'bad-bz2',
    `Expected whole bzip2 data in ${file}, got ${what} at or before byte ${offset}. Check the copy with \`bzip2 -t\`, or get it again.`,
    { file, offset, cause: error },
  );
}

/** True when fewer bytes than a header has stand behind the last stream, and they are not the beginning of one. */
function hasShortGarbage(tail: Uint8Array): boolean {
  return [1, 2, 3].some((behind) => {
    const garbage = tail.subarray(tail.length - behind);
    const header = Buffer.from('BZh9');
    return endsBefore(tail, behind) && !hasBz2Magic(Buffer.concat([garbage, header.subarray(behind)]));
  });
}
