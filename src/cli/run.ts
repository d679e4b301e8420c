/** What `yfcc run` does, however its options were read. */
import { EXIT_CODES } from '../core/errors.js';
import type { Reporter } from '../jobs/reporter.js';
import type { RunOptions } from '../jobs/run-options.js';
import { reportReporter } from '../report/report-reporter.js';
import { allReporters } from './all-reporters.js';
import type { CliContext } from './context.js';
import { humanReporter } from './human-reporter.js';
import { jsonReporter } from './json-reporter.js';
import { isJsonLog, type LogFlag } from './log-flag.js';
import { profileOf, type ProfileFlag } from './profile-flag.js';
import { stopSignals } from './signals.js';
import { openWatchers, type Watcher, type WatcherFlags } from './watchers.js';

const OVER_LIMIT_EXIT = 1;

/** What a run is asked for beside the job itself, as the parsers give it. */
export interface EdgeFlags extends LogFlag, ProfileFlag, WatcherFlags {
  readonly tuned?: boolean;
}

/** Runs the job and tells how far it is; the context gets the exit code. Throws what the job throws. */
export async function runReported(given: RunOptions, edge: EdgeFlags, context: CliContext): Promise<void> {
  const { stdout, stderr, stdin, signals } = context;
  const isJson = isJsonLog(edge);
  const shown = isJson ? jsonReporter(stderr) : humanReporter(stdout, stderr);
  const watchers: Watcher[] = [];
  const everyone = (): Reporter => allReporters([...watchers.map(({ reporter }) => reporter), shown]);
  const stops = stopSignals(signals, (text) => everyone().warn(text.trimEnd()));
  try {
    let options = given;
    try {
      await openWatchers(
        edge,
        { isJson, stderr, note: (text) => everyone().note?.(text), warn: (text) => shown.warn(text) },
        watchers,
      );
      if (edge.tuned === true) options = await (await import('../tune/tuned-file.js')).withTuned(given);
    } catch (error) {
      // The job, which tells of its own errors, has not begun.
      await everyone().fail(error);
      throw error;
    }
    // The report first: what is shown last is the summary.
    const report = reportReporter({ options, onWarning: (text) => everyone().warn(text) });
    const { run } = await import('../jobs/run.js');
    const { stop, abort } = stops;
    const summary = await run(options, {
      reporter: allReporters([report, everyone()]),
      stop,
      abort,
      stdin,
      ...profileOf(edge),
    });
    if (summary.isInterrupted) context.exitCode = EXIT_CODES.interrupted;
    else if (summary.isOverLimit) context.exitCode = OVER_LIMIT_EXIT;
  } catch (error) {
    context.isErrorReported = isJson;
    throw error;
  } finally {
    for (const watcher of watchers) await watcher.close();
    stops.close();
  }
}
