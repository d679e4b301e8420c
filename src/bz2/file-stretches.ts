/** Cuts a file into stretches for the threads, which read them by themselves. */
import type { ByteFile } from './byte-file.js';
import { LOOK_AHEAD_BYTES, type Stretch, type StretchOptions } from './stretches.js';

const NO_BYTES = new Uint8Array(0);

/** Yields the file's stretches in order. The file stays open: the last of them are being read when all are given out. */
export async function* fileStretches(
  file: ByteFile,
  { firstByte, stretchBytes }: Required<StretchOptions>,
): AsyncGenerator<Stretch> {
  const { fd, bytes, head } = await file.openFile();
  for (let from = firstByte; from < bytes;) {
    const wanted = stretchBytes();
    // What is left goes along when it is too little for a stretch of its own.
    const to = bytes - from < 1.5 * wanted ? bytes : from + wanted;
    const behind = Math.min(bytes, to + LOOK_AHEAD_BYTES);
    file.pass(to);
    yield {
      baseBit: from * 8,
      bits: (to - from) * 8,
      head: from === 0 ? head : NO_BYTES,
      compressed: { fd, from, to: behind },
      isFileEnd: behind === bytes,
      slabs: [],
    };
    from = to;
  }
}
