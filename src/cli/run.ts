/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { RunOptions } from '../jobs/run-options.js';
import { allReporters } from './all-reporters.js';
import type { CliContext } from './context.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { reportReporter } from '../report/report-reporter.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(options: RunOptions, isJson: boolean, context: CliContext): Promise<void> {
  const { stdout, stderr, stdin, signals } = context;
  const shown = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  // The report first: what is shown last is the summary.
  const reporter = allReporters([reportReporter({ options, onWarning: (text) => shown.warn(text) }), shown]);
  const stops = stopSignals(signals, (text) => reporter.warn(text.trimEnd()));
  try {
    const { run } = await import('../jobs/run.js');
    const summary = await run(options, { reporter, stop: stops.stop, abort: stops.abort, stdin });
    if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
    else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
  } catch (error) {
    context.isErrorReported = isJson;
    throw error;
  } finally {
    stops.close();
  }
}
