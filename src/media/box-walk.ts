/**
 * Walks over the top-level boxes of an ISO media file (mp4, mov, 3gp, avif) as its bytes come by, to see whether the last one is whole.
 *
 * A box: length of all of it (4 bytes, big-endian; 0: up to the end of the file; 1: the length stands behind the type, 8 bytes), type (4 letters), content.
 */

/** Types at the top level. What follows an unknown one is not judged: some cameras put bytes of their own at the end. */
const KNOWN = new Set(
  'ftyp styp moov moof mdat mfra meta free skip wide pnot udta uuid sidx ssix prft emsg pdin'.split(' '),
);

const SHORT_HEADER = 8;
const LONG_HEADER = 16;

export interface BoxWalk {
  add(chunk: Uint8Array): void;
  /** Whether the bytes so far end inside a box. Never for what is not made of boxes. */
  isInsideBox(): boolean;
}

export function createBoxWalk(): BoxWalk {
  const header = Buffer.alloc(LONG_HEADER);
  let filled = 0;
  let left = 0; // bytes to the end of this box
  let isLost = false; // the rest cannot be judged

  function readHeader(): void {
    const short = header.readUInt32BE(0);
    const headerBytes = short === 1 ? LONG_HEADER : SHORT_HEADER;
    if (filled < headerBytes) return;
    const length = short === 1 ? Number(header.readBigUInt64BE(SHORT_HEADER)) : short;
    isLost = length < headerBytes || !KNOWN.has(header.toString('latin1', 4, SHORT_HEADER));
    left = isLost ? 0 : length - headerBytes;
    filled = 0;
  }

  return {
    add(chunk) {
      for (let at = 0; at < chunk.length && !isLost;) {
        if (left > 0) {
          const step = Math.min(left, chunk.length - at);
          left -= step;
          at += step;
        } else {
          header[filled] = chunk[at] ?? 0;
          filled += 1;
          at += 1;
          if (filled >= SHORT_HEADER) readHeader();
        }
      }
    },
    isInsideBox: () => left > 0,
  };
}
