/** What the trials of a tuning say together. */
import type { ScalabilityLaw, Trial, TrialRun } from './tune-report.js';

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** Of all its runs. */
export function medianOf({ runs }: Trial, valueOf: (run: TrialRun) => number): number {
  return median(runs.map(valueOf));
}

/** `16 threads`, and `16 threads, 2.5k rows` for one that differs from the series in more than its threads. */
export function settingNames(trials: readonly Trial[]): string[] {
  const [usual] = byThreads(trials).series;
  return trials.map((trial) => {
    const parts = [`${trial.threads} ${trial.threads === 1 ? 'thread' : 'threads'}`];
    if (trial.shardRows !== usual?.shardRows) parts.push(`${short(trial.shardRows)} rows`);
    if (trial.decodeBytes !== usual?.decodeBytes) parts.push(`${short(trial.decodeBytes)}B decoded`);
    if (trial.connections !== null && trial.connections !== usual?.connections)
      parts.push(`${trial.connections} connections`);
    return parts.join(', ');
  });
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
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

/** Rows a second that the law gives for so many threads. */
export function lawAt({ sigma, kappa, lambda }: ScalabilityLaw, threads: number): number {
  return (lambda * threads) / (1 + sigma * (threads - 1) + kappa * threads * (threads - 1));
}

/** Rows a second of one thread: as the law has it, else a thread's share where there were the fewest. */
export function oneThread(series: readonly Trial[], law: ScalabilityLaw | null): number {
  const [first] = series;
  if (law !== null) return law.lambda;
  return first === undefined ? NaN : medianOf(first, (run) => run.perSecond) / first.threads;
}
