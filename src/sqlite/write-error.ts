/** Finds out why SQLite could not write: the library says `disk I/O error`, whatever the system said. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { YfccError } from '../core/errors.js';
import { writeFailure } from '../core/write-error.js';
import { LOG_SUFFIX } from '../core/database-names.js';

/** Bytes that are tried behind a file's end; more than SQLite writes at a time. */
const PROBE_BYTES = 1 << 17;

/** The error to end with when SQLite could not write `file`: `disk-full`, or `write-failed`. Leaves the files as they are. */
export function asWriteError(error: Error, file: string): YfccError {
  for (const path of [`${file}${LOG_SUFFIX}`, file]) {
    try {
      if (existsSync(path)) probe(path);
    } catch (cause) {
      const failure = writeFailure(cause, file);
      if (failure !== null) return new YfccError(failure.code, failure.message, { file, cause });
    }
  }
  return new YfccError(
    'write-failed',
    `Could not write ${file}: ${error.message}. See that there is room, then give the same command again.`,
    { file, cause: error },
  );
}

/** Throws what the system says to more bytes in a file. */
function probe(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    const { size } = fstatSync(fd);
    try {
      const bytes = Buffer.alloc(PROBE_BYTES);
      // What is written in part is full behind that part.
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, size + at);
    } finally {
      cutBack(fd, size);
    }
  } finally {
    closeSync(fd);
  }
}

function cutBack(fd: number, size: number): void {
  try {
    ftruncateSync(fd, size);
  } catch {
    // The write's own failure says more, and SQLite takes nothing behind the end that it knows of.
  }
}
