/** Tells a full disk from other failures to write. */
import type { ErrorCode } from './errors.js';

/** No space, over the quota, over the file-size limit, no inode left (which Linux reports as ENOSPC). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export interface WriteFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The failure's code and a sentence that says what to do next; null when `error` is not the system's. */
export function writeFailure(error: unknown, file: string): WriteFailure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !('syscall' in error))
    return null;
  if (FULL.has(error.code)) {
    return {
      code: 'disk-full',
      message: `No room to write ${file} (${error.code}). Make room (space, quota or file-size limit), then give the same command again: it goes on where it stopped.`,
    };
  }
  return { code: 'write-failed', message: `Could not write ${file}: ${error.message}.` };
}
