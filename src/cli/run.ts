/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { RunOptions } from '../jobs/run-options.js';
import type { CliContext } from './context.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

/** How a job is told of; no matter of the job's own. */
export interface RunView {
  readonly isJson: boolean;
  /** Folder for CPU profiles. */
  readonly profile: string | undefined;
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(
  options: RunOptions,
  { isJson, profile }: RunView,
  context: CliContext,
): Promise<void> {
  const { stdout, stderr, stdin, signals } = context;
  const reporter = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  const stops = stopSignals(signals, (text) => reporter.warn(text.trimEnd()));
  try {
    const { run } = await import('../jobs/run.js');
    const { stop, abort } = stops;
    const profiling = profile === undefined ? {} : { profile };
    const summary = await run(options, { reporter, stop, abort, stdin, ...profiling });
    if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
    else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
  } catch (error) {
    context.isErrorReported = isJson;
    throw error;
  } finally {
    stops.close();
  }
}
