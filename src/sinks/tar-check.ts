/** Checks a tar file against its index, from its first byte to its last. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseIndex } from '../core/tar-index.js';
import { BLOCK_BYTES, fillOf, headerOf, TAR_END } from './tar-block.js';

const PIECE_BYTES = 1024 * 1024;

/** A clause for each member that is not as the index says, and for its end. Throws the system's error when the file can't be read. */
export function* tarProblems(tarPath: string, index: string): Generator<string> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const fd = openSync(tarPath, 'r');
  /** Whether just these bytes are there. */
  const has = (offset: number, expected: Uint8Array): boolean => {
    const read = readSync(fd, piece, 0, expected.length, offset);
    return piece.subarray(0, read).equals(expected);
  };
  let end = 0;
  try {
    for (const { members } of parseIndex(index)) {
      for (const { name, offset, bytes, sha256 } of members) {
        if (offset !== end + BLOCK_BYTES || !has(end, headerOf(name, bytes)))
          yield `${name}: expected its header at byte ${end}`;
        const found = digest(fd, offset, bytes, piece);
        if (found !== sha256) yield `${name}: expected SHA-256 ${sha256}, got ${found}`;
        else if (!has(offset + bytes, fillOf(bytes))) yield `${name}: expected zeros behind it`;
        end = offset + bytes + fillOf(bytes).length;
      }
    }
    if (!has(end, TAR_END) || fstatSync(fd).size !== end + TAR_END.length) yield `expected its end at byte ${end}`;
  } finally {
    closeSync(fd);
  }
}

function digest(fd: number, offset: number, bytes: number, piece: Buffer): string {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes;) {
    const step = readSync(fd, piece, 0, Math.min(PIECE_BYTES, bytes - at), offset + at);
    if (step === 0) break;
    hash.update(piece.subarray(0, step));
    at += step;
  }
  return hash.digest('hex');
}
