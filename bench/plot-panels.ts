/** What the plot of the benchmarks shows, out of the newest results: panels of bars, and of lines over the number of threads. */
import { count } from '../src/core/format.js';
import { figure } from './command-table.js';
import { machineText } from './machine.js';
import type { NewestResults } from './readme-files.js';
import { spreadOf, type Spread } from './statistics.js';

export interface Bar extends Spread {
  readonly name: string;
  readonly isOurs: boolean;
  /** Behind the bar. */
  readonly label: string;
}

/** One point of a line. */
export interface Point extends Spread {
  readonly threads: number;
  /** Which line it is of. */
  readonly line: string;
}

export type Panel = {
  readonly title: string;
  /** Of the axis. */
  readonly unit: string;
  /** Where and when it was measured. */
  readonly note: string;
} & (
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'lines'; readonly points: readonly Point[] }
);

const MEGA = 1e6;

/** A panel for each suite that has a result. */
export function panelsOf({ bz2, job, media, sweep }: NewestResults): readonly Panel[] {
  const panels: Panel[] = [];
  if (bz2 !== null)
    panels.push({
      kind: 'bars',
      title: 'A bz2 file decoded',
      unit: 'MB of text a second',
      note: machineText(bz2.machine),
      bars: bz2.commands.map(({ name, seconds, plainBytes = bz2.plainBytes }) =>
        barOf(name, plainBytes / MEGA, seconds, figure),
      ),
    });
  if (job !== null)
    panels.push({
      kind: 'bars',
      title: 'Whole jobs: four bz2 files joined, made typed records and written; lbzip2 only decodes them',
      unit: 'MB of text a second',
      note: machineText(job.machine),
      // Those of other files can't be compared with the rest.
      bars: job.commands.flatMap(({ name, seconds, plainBytes }) =>
        plainBytes === undefined ? [barOf(name, job.plainBytes / MEGA, seconds, figure)] : [],
      ),
    });
  if (sweep !== null)
    panels.push({
      kind: 'lines',
      title: 'The whole job over worker threads',
      unit: 'rows a second',
      note: machineText(sweep.machine),
      points: sweep.cases.map(({ case: { threads, shardRows }, seconds }) =>
        Object.assign(
          { threads: threads ?? 0, line: `${count(shardRows)} rows a shard` },
          rateOf(sweep.input.rows, seconds),
        ),
      ),
    });
  if (media !== null) {
    const most = Math.max(...media.peers.map(({ files }) => files));
    panels.push({
      kind: 'bars',
      title: 'Files of about 100 KB downloaded from nginx on the same machine, 16 connections',
      unit: 'files a second',
      note: machineText(media.machine),
      // Pictures that are made smaller are other work.
      bars: media.peers.flatMap(({ name, files, outcome }) =>
        files === most && 'runs' in outcome
          ? [bar(name, spreadOf(outcome.runs.map((run) => run.files / run.seconds)), count)]
          : [],
      ),
    });
  }
  return panels;
}

function barOf(name: string, work: number, seconds: readonly number[], text: (value: number) => string): Bar {
  return bar(name, rateOf(work, seconds), text);
}

/** As the tables have it: the rate of the median time. */
function rateOf(work: number, seconds: readonly number[]): Spread {
  const { median, least, greatest } = spreadOf(seconds);
  return { median: work / median, least: work / greatest, greatest: work / least };
}

function bar(name: string, spread: Spread, text: (value: number) => string): Bar {
  return { name, isOurs: /^(?:yfcc|the same with)/.test(name), label: text(spread.median), ...spread };
}
