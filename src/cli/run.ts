/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { RunOptions } from '../jobs/run-options.js';
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
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(given: RunOptions, edge: EdgeOptions, context: CliContext): Promise<void> {
  const isJson = edge.log === 'json';
  const { stdout, stderr, stdin, signals } = context;
  const teller = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  try {
    const { options, metrics } = await prepare(given, edge, context).catch((error: unknown) => {
      // The job, which tells of its own errors, has not begun.
      teller.fail(error);
      throw error;
    });
    const reporter = allReporters(metrics === null ? [teller] : [teller, metrics.reporter]);
    const stops = stopSignals(signals, (text) => reporter.warn(text.trimEnd()));
    try {
      const { run } = await import('../jobs/run.js');
      const summary = await run(options, { reporter, stop: stops.stop, abort: stops.abort, stdin });
      if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
      else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
    } finally {
      stops.close();
      await metrics?.close();
    }
  } catch (error) {
    context.isErrorReported = isJson;
    throw error;
  }
}

/** The options of the job, and the metrics with a word where they are; null when nobody asked for them. */
async function prepare(given: RunOptions, edge: EdgeOptions, { stderr }: CliContext) {
  const options = edge.tuned ? await (await import('../tune/tuned-file.js')).withTuned(given) : given;
  const address = metricsAddress(edge);
  if (address === null) return { options, metrics: null };
  const { openMetrics } = await import('../metrics/metrics.js');
  const metrics = await openMetrics(address);
  sayListening('metrics', metrics.url, edge.log === 'json', stderr);
  return { options, metrics };
}
