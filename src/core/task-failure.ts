/** What of a thread's errors is an expected failure, as the value that it answers with. */
import { YfccError } from './errors.js';
import type { TaskFailure } from './protocol.js';
import { writeFailure } from './write-error.js';

/** Null for a bug. `file` is what the failure is about; the system's own are named after `named` where that is null. */
export function taskFailure(error: unknown, file: string | null, named = ''): TaskFailure | null {
  const failure = error instanceof YfccError ? error : writeFailure(error, file ?? named);
  return failure === null ? null : { status: 'failed', code: failure.code, message: failure.message, file };
}
