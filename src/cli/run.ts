/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { Reporter } from '../jobs/reporter.js';
import type { RunOptions } from '../jobs/run-options.js';
import type { Dashboard } from '../dashboard/dashboard.js';
import { allReporters } from './all-reporters.js';
import type { CliContext } from './context.js';
import type { DashboardFlags } from './dashboard-flags.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import type { LogName } from './log-flag.js';
import { openShown } from './open-dashboard.js';
import { reportReporter } from '../report/report-reporter.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

/** What a run is asked for beside the job itself. */
export interface EdgeOptions extends DashboardFlags {
  readonly log: LogName;
  readonly tuned: boolean;
  /** Folder for CPU profiles. */
  readonly profile?: string;
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(
  given: RunOptions,
  { log, tuned, dashboard: port, dashboardHost: host, ...profiling }: EdgeOptions,
  context: CliContext,
): Promise<void> {
  const isJson = log === 'json';
  const { stdout, stderr, stdin, signals } = context;
  const teller = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  let shown: Reporter = teller;
  let dashboard: Dashboard | null = null;
  const stops = stopSignals(signals, (text) => shown.warn(text.trimEnd()));
  try {
    const note = (text: string): void => shown.note?.(text);
    // Before the job: what can't be shown there is a matter of usage.
    dashboard = await orTell(openShown({ dashboard: port, dashboardHost: host }, { isJson, stderr, note }), teller);
    if (dashboard !== null) shown = allReporters([dashboard.reporter, teller]);
    const options = tuned ? await orTell(tunedOptions(given), shown) : given;
    // The report first: what is shown last is the summary.
    const reporter = allReporters([reportReporter({ options, onWarning: (text) => shown.warn(text) }), shown]);
    const { run } = await import('../jobs/run.js');
    const { stop, abort } = stops;
    const summary = await run(options, { reporter, stop, abort, stdin, ...profiling });
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

async function tunedOptions(given: RunOptions): Promise<RunOptions> {
  const { withTuned } = await import('../tune/tuned-file.js');
  return withTuned(given);
}

/** What comes of work in front of the job, whose failure is told as the job's own would be. */
async function orTell<Result>(work: Promise<Result>, reporter: Reporter): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    await reporter.fail(error);
    throw error;
  }
}
