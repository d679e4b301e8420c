/** Writes bytes to an open file to the last one. */
import { writeSync } from 'node:fs';

/** One write may take only a part, when the disk is nearly full. Throws what the system throws. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}
