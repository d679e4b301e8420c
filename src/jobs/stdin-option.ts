/** Where `-`, standard input, may stand among the sources. */
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { RunOptions } from './run-options.js';

/** Standard input is there once, for one source alone, and gone when the job ends: throws `usage` for more. */
export function checkStdin(files: Readonly<Partial<Record<Source, readonly string[]>>>, resume: boolean): void {
  const taking = SOURCES.filter((source) => files[source]?.includes('-'));
  const [first] = taking;
  if (first === undefined) return;
  if (taking.length > 1)
    throw new YfccError('usage', `Expected - (standard input) for one source, got it for ${taking.join(' and ')}.`);
  if ((files[first]?.length ?? 0) > 1)
    throw new YfccError('usage', `Expected - (standard input) alone for --${first}, got ${files[first]?.join(', ')}.`);
  if (resume)
    throw new YfccError(
      'usage',
      `Expected a file for --${first} with --resume, got standard input, which can't be gone on with.`,
    );
}

/** Whether some source is standard input. */
export function hasStdin(options: RunOptions): boolean {
  return SOURCES.some((source) => [options[source]].flat().includes('-'));
}
