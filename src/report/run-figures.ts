/** The plots of a run's report. Loading this file loads the plotting library. */
import { bytes, count, figures, percent } from '../core/format.js';
import type { Html } from '../core/html.js';
import { figure } from './figure.js';
import { groupSum, groupsOfRun, type OutcomeGroup } from './outcome-colors.js';
import { historyPlot } from './plots/history.js';
import { linesOverTime, stackOverTime, type Series } from './plots/over-time.js';
import type { RunFigures } from './run-page.js';
import type { JobHistory, RunReport } from './run-report.js';
import { FEWEST, stretches, timeUnit, type Stretch } from './stretches.js';
import { table } from './table.js';

/** Null where the run was too short for any. */
export function runFigures(report: RunReport): RunFigures | null {
  const { samples, threads, snapshot, history } = report;
  const run = stretches(samples, threads);
  if (run.length < FEWEST) return null;
  const hasMedia = run.some(({ outcomes }) => Object.keys(outcomes).length > 0);
  return {
    throughput: throughput(run),
    media: hasMedia ? media(run) : null,
    outcomes: hasMedia ? outcomes(run, groupsOfRun(report)) : null,
    busy: busy(run, threads),
    memory: memory(run, snapshot.memory.peakBytes),
    history: history === null ? null : historyFigure(history),
  };
}

function throughput(run: readonly Stretch[]): Html {
  const rows: Series = { name: 'rows', color: 'var(--blue)', valueOf: (stretch) => stretch.rows };
  return figure({
    title: 'Rows a second',
    caption: `Rows that the threads went through, as the mean of each stretch of ${stretchText(run)}.`,
    label: `Line of rows a second over the run: ${spread(run, rows, count)}.`,
    plot: (width) => linesOverTime([rows], { stretches: run, yLabel: 'rows/s', width }),
    numbers: numbers(run, 'Rows, text and input a second', [
      ['Rows/s', (stretch) => figures(stretch.rows)],
      ['Text, MB/s', (stretch) => figures(stretch.textBytes / 1e6)],
      ['Read, MB/s', (stretch) => figures(stretch.readBytes / 1e6)],
    ]),
  });
}

function media(run: readonly Stretch[]): Html {
  const rate: Series = { name: 'media', color: 'var(--purple)', valueOf: (stretch) => stretch.mediaBytes / 1e6 };
  return figure({
    title: 'Media a second',
    caption: 'Bytes of media that came whole; a large file counts when it ends.',
    label: `Line of megabytes of media a second over the run: ${spread(run, rate, figures)}.`,
    plot: (width) => linesOverTime([rate], { stretches: run, yLabel: 'MB/s', width }),
    numbers: numbers(run, 'Media a second', [['MB/s', (stretch) => figures(stretch.mediaBytes / 1e6)]]),
  });
}

function outcomes(run: readonly Stretch[], known: readonly OutcomeGroup[]): Html {
  const sums: Partial<Record<string, number>> = {};
  for (const { from, to, outcomes: rates } of run)
    for (const [name, rate] of Object.entries(rates)) sums[name] = (sums[name] ?? 0) + rate * (to - from);
  const groups = known.filter((group) => groupSum(group, sums) > 0);
  const series = groups.map((group): Series => ({ ...group, valueOf: (stretch) => groupSum(group, stretch.outcomes) }));
  return figure({
    title: 'What became of media',
    caption: 'Wanted files that came to an end each second, by their outcome.',
    label: `Stacked areas of files a second by outcome. In all: ${groups.map((group) => `${group.name} ${count(groupSum(group, sums))}`).join(', ')}.`,
    plot: (width) => stackOverTime(series, { stretches: run, yLabel: 'files/s', width }),
    numbers: numbers(
      run,
      'Files a second by outcome',
      series.map(({ name, valueOf }) => [`${name}/s`, (stretch) => figures(valueOf(stretch))]),
    ),
  });
}

function busy(run: readonly Stretch[], threads: number): Html {
  const series: readonly Series[] = [
    { name: 'workers', color: 'var(--blue)', valueOf: (stretch) => stretch.workersBusy * 100 },
    { name: 'main', color: 'var(--orange)', valueOf: (stretch) => stretch.mainBusy * 100, dash: '5 3' },
  ];
  const mean = (valueOf: Series['valueOf']): string => percent(meanOf(run, valueOf) / 100);
  return figure({
    title: 'How busy the threads were',
    caption: `Share of the time in which the ${count(threads)} worker threads, all together, and the main thread had something to do. Where the main thread comes near to 100%, more workers do not help.`,
    label: `Two lines of the busy share over the run: on average ${series.map(({ name, valueOf }) => `${name} ${mean(valueOf)}`).join(', ')}.`,
    plot: (width) => linesOverTime(series, { stretches: run, yLabel: '% busy', width, yMost: 100 }),
    numbers: numbers(run, 'Busy share of threads', [
      ['Workers', (stretch) => percent(stretch.workersBusy)],
      ['Main', (stretch) => percent(stretch.mainBusy)],
    ]),
  });
}

function memory(run: readonly Stretch[], peakBytes: number): Html {
  const resident: Series = { name: 'memory', color: 'var(--green)', valueOf: (stretch) => stretch.rssBytes / 1e6 };
  return figure({
    title: 'Memory',
    caption: `Resident memory of the process, the greatest of each stretch. At its peak, which may lie between two samples, it was ${bytes(peakBytes)}.`,
    label: `Line of resident memory over the run, in megabytes: ${spread(run, resident, count)}; peak ${bytes(peakBytes)}.`,
    plot: (width) => linesOverTime([resident], { stretches: run, yLabel: 'MB', width }),
    numbers: numbers(run, 'Resident memory', [['MB', (stretch) => count(stretch.rssBytes / 1e6)]]),
  });
}

function historyFigure({ points, before }: JobHistory): Html {
  const last = points.at(-1) ?? { seconds: 0, rows: 0 };
  const unit = timeUnit(last.seconds);
  return figure({
    title: 'All runs of this job',
    caption: `Rows in finished shards over the time that the job has run, all runs together. The dashed line is where this run went on, behind ${count(before.shards)} finished shards.`,
    label: `Line of finished rows over all runs: ${count(last.rows)} rows after ${figures(last.seconds / unit.seconds)} ${unit.name}; this run began after ${figures(before.seconds / unit.seconds)}.`,
    plot: (width) => historyPlot({ points, before }, width),
    numbers: table({
      label: 'Rows over all runs',
      columns: [{ name: `After, ${unit.name}`, kind: 'number' }, { name: 'Rows' }],
      rows: points.map(({ seconds, rows }) => [figures(seconds / unit.seconds), count(rows)] as const),
    }),
  });
}

function numbers(
  run: readonly Stretch[],
  label: string,
  columns: readonly (readonly [string, (stretch: Stretch) => string])[],
): Html {
  const unit = timeUnit(run.at(-1)?.to ?? 0);
  return table({
    label,
    columns: [{ name: `Until, ${unit.name}`, kind: 'number' }, ...columns.map(([name]) => ({ name }))],
    rows: run.map(
      (stretch) => [figures(stretch.to / unit.seconds), ...columns.map(([, text]) => text(stretch))] as const,
    ),
  });
}

/** `from 1,200 to 3,400, 2,800 on average` */
function spread(run: readonly Stretch[], { valueOf }: Series, text: (value: number) => string): string {
  const values = run.map(valueOf);
  return `from ${text(Math.min(...values))} to ${text(Math.max(...values))}, ${text(meanOf(run, valueOf))} on average`;
}

/** Of the time, so that a longer stretch counts for more. */
function meanOf(run: readonly Stretch[], valueOf: Series['valueOf']): number {
  const seconds = run.reduce((sum, { from, to }) => sum + to - from, 0);
  return run.reduce((sum, stretch) => sum + valueOf(stretch) * (stretch.to - stretch.from), 0) / seconds;
}

function stretchText(run: readonly Stretch[]): string {
  const longest = Math.max(...run.map(({ from, to }) => to - from));
  const unit = timeUnit(longest);
  return `${figures(longest / unit.seconds)} ${unit.name} or less`;
}
