/** SHA-256 of a part of an open file. */
import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';

const PIECE_BYTES = 1024 * 1024;
const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);

/** Lower-case hex; of what is there where the file ends before. Throws what the system throws. */
export function rangeDigest(fd: number, offset: number, bytes: number): string {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes;) {
    const step = readSync(fd, piece, 0, Math.min(PIECE_BYTES, bytes - at), offset + at);
    if (step === 0) break;
    hash.update(piece.subarray(0, step));
    at += step;
  }
  return hash.digest('hex');
}
