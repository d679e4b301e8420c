/** The text of the one file in a tar archive, as its bytes come. The only file that knows tar-stream. */
import { pipeline } from 'node:stream/promises';
import { messageOf, YfccError } from '../core/errors.js';
import { copiedChunks } from './copied-chunks.js';
import { peek } from './peek.js';

/** A header has 512 bytes, with `ustar` at 257 (POSIX.1-1988); older archives are known by their file's name only. */
const MAGIC = 'ustar';
const MAGIC_AT = 257;

const TAR_NAME = /\.(?:tgz|tar(?:\.\w+)?)$/;

/** Also the header without a magic number, of before POSIX; an option that the library's types don't know. */
const ANY_FORMAT: object = { allowUnknownFormat: true };

/** Names told of in an archive of too many files. */
const MAX_NAMES = 5;

/**
 * Gives the content of the only regular file in it; text that is no archive as it is. Throws `bad-input` for an archive
 * with none or more than one, after the first one's text, and for one that is cut or damaged.
 */
export async function* untar(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(bytes, ({ length }) => length >= MAGIC_AT + MAGIC.length);
  const isTar = TAR_NAME.test(file) || head.subarray(MAGIC_AT).toString('latin1').startsWith(MAGIC);
  yield* isTar ? onlyFile(all, file) : all;
}

async function* onlyFile(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const { extract } = await import('tar-stream');
  const archive = extract(ANY_FORMAT);
  const names: string[] = [];
  // What goes wrong in front of the archive is told as it is, not as the archive's premature end.
  let failure: unknown = null;
  const fed = pipeline(copiedChunks(bytes), archive).catch((error: unknown) => {
    failure = error;
  });
  try {
    for await (const entry of archive) {
      const { type, name } = entry.header;
      const isFile = type === 'file' || type === 'contiguous-file';
      if (isFile) names.push(name);
      // As its types have it, an entry gives buffers.
      if (isFile && names.length === 1) yield* entry as AsyncIterable<Uint8Array>;
      else entry.resume();
      if (names.length === MAX_NAMES) break;
    }
  } catch (error) {
    await fed;
    const cause: unknown = failure ?? error;
    if (cause instanceof YfccError) throw cause;
    throw new YfccError(
      'bad-input',
      `Expected a whole tar archive in ${file}, got something else (${messageOf(cause)}). Get it again.`,
      {
        file,
        cause,
      },
    );
  } finally {
    archive.destroy();
    await fed;
  }
  if (names.length === 1) return;
  const came = names.length === 0 ? 'none' : `${names.join(', ')}${names.length === MAX_NAMES ? ', ...' : ''}`;
  throw new YfccError(
    'bad-input',
    `Expected one file in the archive ${file}, got ${came}. Unpack it, and name what is to be read.`,
    { file },
  );
}
