/** What `yfcc cat` does, however its options were read. */
import type { CliContext } from './context.js';

export interface CatFlags {
  /** A path; `-`, or nothing, for standard input. */
  readonly file: string;
  readonly lines: string;
  readonly skipBad: boolean;
  /** @default the number of cores */
  readonly threads?: number;
}

/** Exit code of a file of which not everything could be written. */
const SKIPPED_EXIT = 1;

/** Writes the decoded bytes to standard output, and what is odd to standard error. Throws what the job throws. */
export async function catFile({ file, skipBad, ...options }: CatFlags, context: CliContext): Promise<void> {
  const { stderr, stdin, writeOut } = context;
  const source = file === '-' || file === '' ? { name: 'standard input', bytes: stdin } : { path: file };
  let damages = 0;
  const { cat } = await import('../jobs/cat.js');
  await cat(source, {
    ...options,
    write: writeOut,
    onWarning: (text) => stderr.write(`yfcc: warning: ${text}\n`),
    ...(skipBad
      ? {
          onDamage: ({ bit, reason }) => {
            damages++;
            stderr.write(`yfcc: ${file}: skipped what is damaged at bit ${bit}: ${reason}\n`);
          },
        }
      : {}),
  });
  if (damages > 0) context.exitCode = SKIPPED_EXIT;
}
