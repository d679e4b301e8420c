/** Writes several pieces of memory to an open file, one behind the other, in as few calls as there can be. */
import { writevSync } from 'node:fs';
import { writeAll } from './write-all.js';

/** All of them. Throws what the system throws. */
export function writeParts(fd: number, parts: readonly Uint8Array[]): void {
  let written = writevSync(fd, parts);
  // It may have taken only a part, when the disk is nearly full.
  for (const part of parts) {
    if (written < part.length) writeAll(fd, part.subarray(written));
    written = Math.max(written - part.length, 0);
  }
}
