/** What `yfcc tune` has found, for people. */
import { AXES, flagsOf, isSame, type Axis } from '../tune/setting.js';
import { lawSentence } from '../tune/law-sentence.js';
import { quantile } from '../tune/scores.js';
import type { TuneResult, TuneTrial } from '../tune/tune.js';
import { bytes, count, duration } from '../core/format.js';

const TITLES: Readonly<Record<Axis, string>> = {
  threads: 'threads',
  connections: 'connections',
  shardRows: 'shard rows',
  decodeBytes: 'decode',
};

/** Lines without ends: the table, then the bottleneck, the best setting, what to expect, and how it would scale. */
export function tuneLines(result: TuneResult): string[] {
  const { verdict, best, axes, prediction, final, unit } = result;
  const lines = [...tableLines(result), '', verdict.sentence];
  lines.push(
    axes.length === 0
      ? `All that could be tuned was given: ${count(final.perSecond)} ${unit}/s.`
      : `Best: ${flagsOf(best, axes)} (${count(final.perSecond)} ${unit}/s)`,
  );
  if (prediction !== null) {
    const { rows, seconds, low, high } = prediction;
    const span = `${duration(low)} to ${duration(high)}`;
    lines.push(`The whole input, about ${count(rows)} rows, should take ${duration(seconds)} (${span}).`);
  }
  if (result.law !== null) lines.push(lawSentence(result.law, result.cores, unit));
  return lines;
}

type Column = readonly [title: string, value: (cell: TuneResult['cells'][number]) => string];

function tableLines({ cells, best, axes, cores, unit }: TuneResult): string[] {
  // Of a job that gave nothing nothing can be told.
  const one = cells.find(({ setting }) => setting.threads === 1)?.score.value || null;
  const columns: Column[] = [
    ['', ({ setting }) => (isSame(setting, best) ? '*' : '')],
    ...AXES.filter((axis) => axis === 'threads' || axes.includes(axis)).map((axis): Column => [
      TITLES[axis],
      ({ setting }) => (axis === 'decodeBytes' ? `${setting[axis] / 1024 / 1024} MiB` : count(setting[axis])),
    ]),
    [`${unit}/s`, ({ score }) => count(score.value)],
    ['±', ({ score, trials }) => (trials.length > 1 ? `${(100 * score.spread).toFixed(1)}%` : '')],
    ...(unit === 'rows' ? rowColumns : mediaColumns),
    ['speed-up', ({ score }) => (one === null ? '' : (score.value / one).toFixed(2))],
    [
      'efficiency',
      ({ score, setting }) =>
        one === null ? '' : `${Math.round((100 * score.value) / one / Math.min(setting.threads, cores))}%`,
    ],
    ['memory', ({ trials }) => bytes(Math.max(...trials.map(({ peakBytes }) => peakBytes)))],
    ['main', ({ trials }) => `${Math.round(100 * middle(trials, ({ mainBusy }) => mainBusy))}%`],
    ['time goes into', ({ trials }) => stagesText(trials)],
  ];
  const rows = [columns.map(([title]) => title), ...cells.map((cell) => columns.map(([, value]) => value(cell)))];
  const widths = columns.map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) => {
    const last = row.length - 1;
    return row
      .map((text, k) => (k === last ? text : text.padStart(widths[k] ?? 0)))
      .join('  ')
      .trimEnd();
  });
}

const rowColumns: readonly Column[] = [
  ['MB/s text', ({ score, trials }) => megabytes(score.value * middle(trials, ({ textPerRow }) => textPerRow))],
  ['MB/s read', ({ score, trials }) => megabytes(score.value * middle(trials, ({ readPerRow }) => readPerRow))],
];

const mediaColumns: readonly Column[] = [
  ['MB/s', ({ trials }) => megabytes(middle(trials, ({ mediaBytes, seconds }) => mediaBytes / seconds))],
];

function stagesText(trials: readonly TuneTrial[]): string {
  const sum = { decode: 0, parse: 0, fetch: 0, write: 0 };
  for (const { stages } of trials) {
    sum.decode += stages.decode;
    sum.parse += stages.encode;
    sum.fetch += stages.fetch;
    sum.write += stages.write;
  }
  const all = Object.values(sum).reduce((total, seconds) => total + seconds, 0);
  return Object.entries(sum)
    .filter(([, seconds]) => seconds > 0.005 * all)
    .map(([name, seconds]) => `${name} ${Math.round((100 * seconds) / all)}%`)
    .join(', ');
}

const middle = (trials: readonly TuneTrial[], of: (trial: TuneTrial) => number): number =>
  quantile(trials.map(of), 0.5);
const megabytes = (perSecond: number): string => {
  const value = perSecond / 1e6;
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
};
