/** What a person may do about a job that has failed, where the error itself says what came. */
import { YfccError, type ErrorCode } from '../core/errors.js';

const GO_ON = 'Then give the same command again: it goes on where it stopped.';

const ADVICE: Readonly<Record<ErrorCode, string | null>> = {
  usage: 'Change the options, and give the command again.',
  'bad-input': `Mend or exchange the source. ${GO_ON}`,
  'bad-bz2': `Look at the file with \`yfcc verify\`, and fetch it anew. ${GO_ON}`,
  'not-aligned': 'Name a folder for it with --store, or leave that source out.',
  'output-refused': 'Name another folder with --out, or begin anew with --overwrite.',
  'resume-refused': 'Name another folder with --out, or begin anew with --overwrite.',
  'manifest-damaged': 'Begin anew with --overwrite, or name another folder with --out.',
  'disk-full': `Make room on the disk. ${GO_ON}`,
  'write-failed': `See that the folder can be written to. ${GO_ON}`,
  'worker-died': 'The same command goes on where it stopped; should it end like this again, it is a bug.',
  // Its text says so itself.
  interrupted: null,
};

/** A sentence or two; null where the error has said all. */
export function adviceFor(error: unknown): string | null {
  return error instanceof YfccError
    ? ADVICE[error.code]
    : 'This is a bug. What was finished is kept: the same command goes on where it stopped.';
}
