/** Writes bytes to a file descriptor, whole, from shared memory, and quietly stops when the reader has gone. */
import { writev } from 'node:fs';
import { YfccError } from '../core/errors.js';
import { writeFailure } from '../core/write-error.js';

/** A writer to `fd`: false when nobody reads any more (`| head`). Rejects with `disk-full` or `write-failed`. */
export function writerTo(fd: number): (parts: readonly Uint8Array[]) => Promise<boolean> {
  return async (parts) => {
    let rest = parts.filter(({ length }) => length > 0);
    while (rest.length > 0) {
      const written = await writeSome(fd, rest);
      if (written === null) return false;
      rest = behind(rest, written);
    }
    return true;
  };
}

/** Bytes written; null when the pipe is closed. */
function writeSome(fd: number, parts: readonly Uint8Array[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    writev(fd, parts, (error, written) => {
      if (error === null) resolve(written);
      else if (error.code === 'EPIPE') resolve(null);
      // A pipe that its other end has set to non-blocking is full: once more when others have had their turn.
      else if (error.code === 'EAGAIN') setTimeout(() => resolve(0), 1);
      else reject(asWriteError(error));
    });
  });
}

/** The parts without their first `bytes` bytes. */
function behind(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = bytes;
  for (const part of parts) {
    if (skip < part.length) rest.push(part.subarray(skip));
    skip = Math.max(0, skip - part.length);
  }
  return rest;
}

function asWriteError(error: Error): Error {
  const failure = writeFailure(error, 'standard output');
  return failure === null ? error : new YfccError(failure.code, failure.message, { cause: error });
}
