/** Progress for people: one line that is redrawn on a terminal, a plain line every few seconds when piped. */
import type { Progress, Reporter, RunSummary } from '../jobs/reporter.js';
import { bytes, count, counts, duration } from './format.js';
import { summaryLines } from './summary.js';

/** Milliseconds between two lines. */
const REDRAW_MS = 200;
const PLAIN_MS = 10_000;

/** Back to the first column, and erase to the end of the line (ECMA-48). */
const ERASE_LINE = '\r\u001b[K';

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** `out` gets the summary, `err` the progress and what is odd. */
export function humanReporter(out: Terminal, err: Terminal): Reporter {
  const isTerminal = err.isTTY === true;
  let timer: NodeJS.Timeout | null = null;
  const clear = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    if (isTerminal) err.write(ERASE_LINE);
  };
  return {
    start({ out: folder, threads, resumedShards }, progress) {
      const resumed = resumedShards > 0 ? `, going on behind ${count(resumedShards)} finished shards` : '';
      const what = folder === null ? 'counting (dry run)' : `writing ${folder}`;
      err.write(`yfcc: ${what} on ${count(threads)} threads${resumed}\n`);
      const show = (): void => {
        const line = progressLine(progress());
        if (isTerminal) err.write(`${ERASE_LINE}${line.slice(0, (err.columns ?? 80) - 1)}`);
        else err.write(`${line}\n`);
      };
      timer = setInterval(show, isTerminal ? REDRAW_MS : PLAIN_MS);
      // Progress alone must not keep a failing process alive.
      timer.unref();
    },
    warn(text) {
      if (isTerminal) err.write(ERASE_LINE);
      err.write(`yfcc: warning: ${text}\n`);
    },
    note(text) {
      if (isTerminal) err.write(ERASE_LINE);
      err.write(`yfcc: ${text}\n`);
    },
    end(summary: RunSummary) {
      clear();
      out.write(`${summaryLines(summary).join('\n')}\n`);
    },
    fail: clear,
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
