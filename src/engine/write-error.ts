/** Turns a failure to write into the engine's own error. */
import { YfccError } from '../core/errors.js';
import { writeFailure } from '../core/write-error.js';

/** A `disk-full` or `write-failed` error for the system's failures, anything else as it is. */
export function asWriteError(error: unknown, file: string): unknown {
  const failure = writeFailure(error, file);
  return failure === null ? error : new YfccError(failure.code, failure.message, { file, cause: error });
}
