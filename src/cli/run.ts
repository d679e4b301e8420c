/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { RunOptions } from '../jobs/run-options.js';
import { allReporters } from './all-reporters.js';
import type { CliContext } from './context.js';
import type { DashboardFlags } from './dashboard-flags.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { openShown } from './open-dashboard.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

/** How a job is told of; no matter of the job's own. */
export interface RunView {
  readonly isJson: boolean;
  readonly dashboard: DashboardFlags;
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(
  options: RunOptions,
  { isJson, dashboard: flags }: RunView,
  context: CliContext,
): Promise<void> {
  const { stdout, stderr, stdin, signals } = context;
  const teller = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  const note = (text: string): void => reporter.note?.(text);
  // Before the job: what can't be shown there is a matter of usage.
  const dashboard = await openShown(flags, { isJson, stderr, note }).catch((error: unknown) => {
    teller.fail(error);
    context.isErrorReported = isJson;
    throw error;
  });
  const reporter = allReporters(dashboard === null ? [teller] : [teller, dashboard.reporter]);
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
    await dashboard?.close();
    stops.close();
  }
}
