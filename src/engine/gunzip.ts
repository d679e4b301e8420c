/** Unpacks gzip, member after member, as its bytes come. */
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { YfccError } from '../core/errors.js';
import { copiedChunks } from './copied-chunks.js';

/** Bytes of text given at a time. */
const TEXT_BYTES = 1 << 18;

/** Gives the text of all members. Throws `bad-input`, after the text in front of it, for what `gzip -t` refuses. */
export async function* gunzip(compressed: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: TEXT_BYTES });
  // What goes wrong is thrown by the stream, too.
  const fed = pipeline(copiedChunks(compressed), stream).catch(() => {});
  try {
    yield* stream;
  } catch (cause) {
    if (cause instanceof YfccError || !(cause instanceof Error)) throw cause;
    const what = 'code' in cause && cause.code === 'Z_BUF_ERROR' ? 'a file that is cut' : cause.message;
    throw new YfccError(
      'bad-input',
      `Expected whole gzip data in ${file}, got ${what}, near byte ${stream.bytesWritten}. Check the copy with \`gzip -t\`, or get it again.`,
      { file, offset: stream.bytesWritten, cause },
    );
  } finally {
    stream.destroy();
    await fed;
  }
}
