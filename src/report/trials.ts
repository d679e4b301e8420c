/** What the trials of a tuning say together. */
import { plural } from '../core/format.js';
import { quantile } from '../tune/scores.js';
import { shortNumber } from './plots/short-number.js';
import type { ScalabilityLaw, Trial, TrialRun } from './tune-report.js';

const DIGITS = 3;

/** Of all its runs. */
export function medianOf({ runs }: Trial, valueOf: (run: TrialRun) => number): number {
  return quantile(runs.map(valueOf), 0.5);
}

/** `16 threads`, and `16 threads, 2.5k rows` for one that differs from the series in more than its threads. */
export function settingNames(trials: readonly Trial[]): string[] {
  const [usual] = byThreads(trials).series;
  return trials.map((trial) => {
    const parts = [plural(trial.threads, 'thread')];
    if (trial.shardRows !== usual?.shardRows) parts.push(`${shortNumber(trial.shardRows, DIGITS)} rows`);
    if (trial.decodeBytes !== usual?.decodeBytes) parts.push(`${shortNumber(trial.decodeBytes, DIGITS)}B decoded`);
    if (trial.connections !== null && trial.connections !== usual?.connections)
      parts.push(`${trial.connections} connections`);
    return parts.join(', ');
  });
}

/**
 * The trials that differ in their threads alone, in the order of these, and the others: of the settings that were tried
 * with most numbers of threads, the one with the fastest trial.
 */
export function byThreads(trials: readonly Trial[]): {
  readonly series: readonly Trial[];
  readonly others: readonly Trial[];
} {
  const groups = new Map<string, Trial[]>();
  for (const trial of trials) {
    const key = [trial.shardRows, trial.decodeBytes, trial.connections].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  const speed = (group: readonly Trial[]): number =>
    Math.max(...group.map((trial) => medianOf(trial, (run) => run.perSecond)));
  const spread = (group: readonly Trial[]): number => new Set(group.map(({ threads }) => threads)).size;
  const [series = []] = [...groups.values()].toSorted((a, b) => spread(b) - spread(a) || speed(b) - speed(a));
  return {
    series: series.toSorted((a, b) => a.threads - b.threads),
    others: trials.filter((trial) => !series.includes(trial)),
  };
}

/** Rows a second of one thread: as the law has it, else a thread's share where there were the fewest. */
export function oneThread(series: readonly Trial[], law: ScalabilityLaw | null): number {
  const [first] = series;
  if (law !== null) return law.lambda;
  return first === undefined ? NaN : medianOf(first, (run) => run.perSecond) / first.threads;
}
