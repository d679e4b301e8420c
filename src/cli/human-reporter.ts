/** Progress for people: one line that is redrawn on a terminal, a plain line every few seconds when piped. */
import type { Progress, Reporter, RunSummary } from '../jobs/reporter.js';
import { bytes, count, counts, duration } from '../core/format.js';
import { LiveLine } from './live-line.js';
import { summaryLines } from './summary.js';
import type { Terminal } from './terminal.js';

/** `out` gets the summary, `err` the progress and what is odd. */
export function humanReporter(out: Terminal, err: Terminal): Reporter {
  const live = new LiveLine(err);
  return {
    start({ out: folder, threads, resumedShards }, view) {
      const resumed = resumedShards > 0 ? `, going on behind ${count(resumedShards)} finished shards` : '';
      const what = folder === null ? 'counting (dry run)' : `writing ${folder}`;
      err.write(`yfcc: ${what} on ${count(threads)} threads${resumed}\n`);
      live.start(() => progressLine(view.progress()));
    },
    warn(text) {
      live.say(`yfcc: warning: ${text}\n`);
    },
    note(text) {
      live.say(`yfcc: ${text}\n`);
    },
    end(summary: RunSummary) {
      live.stop();
      out.write(`${summaryLines(summary).join('\n')}\n`);
    },
    fail() {
      live.stop();
    },
  };
}

/** `41.2%  123,456 rows  2,345 rows/s  3m 20s left  ok 120, gone 3  12.3 MB` */
export function progressLine(progress: Progress): string {
  const { rows, rowsPerSecond, fraction, remainingSeconds, outcomes, mediaBytes, rejects } = progress;
  const parts = [
    `${(fraction * 100).toFixed(1)}%`,
    `${count(rows)} rows`,
    `${count(rowsPerSecond)} rows/s`,
    remainingSeconds === null ? 'time left unknown' : `${duration(remainingSeconds)} left`,
  ];
  if (rejects > 0) parts.push(`rejects ${count(rejects)}`);
  const media = counts(outcomes);
  if (media !== '') parts.push(`media ${media} (${bytes(mediaBytes)})`);
  return parts.join('  ');
}
