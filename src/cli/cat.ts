/** What `yfcc cat` does, however its options were read. */
import type { S3Options } from '../jobs/s3-options.js';
import type { CliContext } from './context.js';

export interface CatFlags extends S3Options {
  /** Paths and URLs; `-` for standard input. */
  readonly files: readonly string[];
  readonly lines: string;
  readonly skipBad: boolean;
  /** @default the number of cores */
  readonly threads?: number;
  /** Folder for CPU profiles. */
  readonly profile?: string;
}

/** Exit code of a file of which not everything could be written. */
const SKIPPED_EXIT = 1;

/** Writes the decoded bytes to standard output, and what is odd to standard error. Throws what the job throws. */
export async function catFiles({ files, skipBad, profile, ...options }: CatFlags, context: CliContext): Promise<void> {
  const { stderr, stdin, writeOut } = context;
  let damages = 0;
  const [{ cat }, { catSources }] = await Promise.all([import('../jobs/cat.js'), import('../jobs/cat-input.js')]);
  const note = (text: string): void => {
    stderr.write(`yfcc: ${text}\n`);
  };
  const onWarning = (text: string): void => note(`warning: ${text}`);
  const work = () =>
    cat(catSources(files, stdin, options), {
      ...options,
      write: writeOut,
      onWarning,
      ...(skipBad
        ? {
            onDamage: ({ startBit, reason }, file) => {
              damages++;
              stderr.write(`yfcc: ${file}: skipped what is damaged at bit ${startBit}: ${reason}\n`);
            },
          }
        : {}),
    });
  if (profile === undefined) await work();
  else {
    const { profiled } = await import('../jobs/profile.js');
    await profiled(profile, { warn: onWarning, note }, work);
  }
  if (damages > 0) context.exitCode = SKIPPED_EXIT;
}
