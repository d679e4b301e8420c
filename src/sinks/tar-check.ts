/** Checks a tar file against its index, from its first byte to its last. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseIndex } from '../core/tar-index.js';
import { rangeDigest } from '../files/range-digest.js';
import { BLOCK_BYTES, fillOf, headerOf, TAR_END } from './tar-block.js';

/** A clause for each member that is not as the index says, and for its end. Throws the system's error when the file can't be read. */
export function* tarProblems(tarPath: string, index: string): Generator<string> {
  const fd = openSync(tarPath, 'r');
  /** Whether just these bytes are there. */
  const has = (offset: number, expected: Uint8Array): boolean => {
    const found = Buffer.alloc(expected.length);
    return readSync(fd, found, 0, expected.length, offset) === expected.length && found.equals(expected);
  };
  let end = 0;
  try {
    for (const { members } of parseIndex(index)) {
      for (const { name, offset, bytes, sha256 } of members) {
        if (offset !== end + BLOCK_BYTES || !has(end, headerOf(name, bytes)))
          yield `${name}: expected its header at byte ${end}`;
        const found = rangeDigest(fd, offset, bytes);
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
