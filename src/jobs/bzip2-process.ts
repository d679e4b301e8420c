/**
 * A program of its own: compresses stdin to stdout with libbzip2 in WASM, where the system has no bzip2.
 *
 * The package takes whole buffers only, so every 890,000 bytes become a stream of their own; bzip2 files may hold several,
 * one after the other. Memory stays flat, and each stream has just one block.
 */
import BZip2 from 'bzip2-wasm';

/** A block of level 9 holds 900,000 bytes after bzip2's run-length step, which can make text a little longer. */
const STREAM_BYTES = 890_000;
const LEVEL = 9;
/** What libbzip2's manual asks for: 1 % and 600 bytes more than the input. */
const MAX_COMPRESSED_BYTES = Math.ceil(STREAM_BYTES * 1.01) + 600;

const bzip2 = new BZip2();
await bzip2.init();

const plain = new Uint8Array(STREAM_BYTES);
let filled = 0;
let isEmpty = true;
for await (const chunk of process.stdin) {
  // Without an encoding set, a readable of bytes gives buffers.
  let rest = chunk as Uint8Array;
  while (rest.length > 0) {
    const part = rest.subarray(0, STREAM_BYTES - filled);
    plain.set(part, filled);
    filled += part.length;
    rest = rest.subarray(part.length);
    if (filled === STREAM_BYTES) await flush();
  }
}
// An empty input gives one empty stream, as with bzip2.
if (filled > 0 || isEmpty) await flush();

async function flush(): Promise<void> {
  const compressed = bzip2.compress(plain.subarray(0, filled), LEVEL, MAX_COMPRESSED_BYTES);
  filled = 0;
  isEmpty = false;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(compressed, (error) => (error ? reject(error) : resolve()));
  });
}
