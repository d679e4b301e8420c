/** Finds out why SQLite could not write: the library says `disk I/O error`, whatever the system said. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Bytes that are tried behind a file's end; more than SQLite writes at a time. */
const PROBE_BYTES = 1 << 17;

/** The system's own error for writing more to any of the files; null when there is none. Leaves the files as they are. */
export function writeTrouble(paths: readonly string[]): NodeJS.ErrnoException | null {
  for (const path of paths) {
    if (!existsSync(path)) continue;
    try {
      probe(path);
    } catch (error) {
      return Object.assign(error instanceof Error ? error : new Error(String(error)), { path });
    }
  }
  return null;
}

function probe(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    const { size } = fstatSync(fd);
    try {
      const bytes = Buffer.alloc(PROBE_BYTES);
      // What is written in part is full behind that part.
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, size + at);
    } finally {
      ftruncateSync(fd, size);
    }
  } finally {
    closeSync(fd);
  }
}
