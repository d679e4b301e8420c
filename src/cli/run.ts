/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { Reporter } from '../jobs/reporter.js';
import type { RunOptions } from '../jobs/run-options.js';
import { reportReporter } from '../report/report-reporter.js';
import { allReporters } from './all-reporters.js';
import type { CliContext } from './context.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { sayListening } from './listening.js';
import type { LogName } from './log-flag.js';
import { metricsAddress, type MetricsFlags } from './metrics-flags.js';
import { stopSignals } from './signals.js';

const OVER_LIMIT_EXIT = 1;

/** What a run is asked for beside the job itself. */
export interface EdgeOptions extends MetricsFlags {
  readonly log: LogName;
  readonly tuned: boolean;
  /** Folder for CPU profiles. */
  readonly profile?: string;
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(given: RunOptions, edge: EdgeOptions, context: CliContext): Promise<void> {
  const isJson = edge.log === 'json';
  const { stdout, stderr, stdin, signals } = context;
  const shown = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  const onWarning = (text: string): void => shown.warn(text);
  const stops = stopSignals(signals, (text) => onWarning(text.trimEnd()));
  const watchers: Watcher[] = [];
  try {
    const options = await prepare(given, edge, { stderr, watchers }).catch(async (error: unknown) => {
      // The job, which tells of its own errors, has not begun.
      await shown.fail(error);
      throw error;
    });
    // What is shown last is the summary, or the error.
    const reporters = [...watchers.map(({ reporter }) => reporter), reportReporter({ options, onWarning }), shown];
    const { run } = await import('../jobs/run.js');
    const { stop, abort } = stops;
    const { profile } = edge;
    const summary = await run(options, {
      reporter: allReporters(reporters),
      stop,
      abort,
      stdin,
      ...(profile === undefined ? {} : { profile }),
    });
    if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
    else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
  } catch (error) {
    context.isErrorReported = isJson;
    throw error;
  } finally {
    stops.close();
    for (const watcher of watchers) await watcher.close();
  }
}

/** What looks at the job from outside while it runs. */
interface Watcher {
  readonly reporter: Reporter;
  close(): Promise<void>;
}

/** Opens who is to watch the job, and says where; gives the options of the job. */
async function prepare(
  given: RunOptions,
  edge: EdgeOptions,
  { stderr, watchers }: Pick<CliContext, 'stderr'> & { readonly watchers: Watcher[] },
): Promise<RunOptions> {
  const options = edge.tuned ? await (await import('../tune/tuned-file.js')).withTuned(given) : given;
  const address = metricsAddress(edge);
  if (address !== null) {
    const { openMetrics } = await import('../metrics/metrics.js');
    const metrics = await openMetrics(address);
    watchers.push(metrics);
    sayListening('metrics', metrics.url, edge.log === 'json', stderr);
  }
  return options;
}
