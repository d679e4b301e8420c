/** Writes several pieces of memory to an open file, one behind the other, in as few calls as there can be. */
import { writevSync } from 'node:fs';

/** All of them; a write may take only a part, when the disk is nearly full. Throws what the system throws. */
export function writeParts(fd: number, parts: readonly Uint8Array[]): void {
  let left = parts.filter((part) => part.length > 0);
  while (left.length > 0) {
    let written = writevSync(fd, left);
    left = left.flatMap((part) => {
      const step = Math.min(written, part.length);
      written -= step;
      return step === part.length ? [] : [part.subarray(step)];
    });
  }
}
