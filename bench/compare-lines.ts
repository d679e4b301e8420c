/** What a result of any suite has measured, as lines that can be compared: what one item costs, by round. */
import type { ArticleResult } from './article-report.js';
import type { Bz2Result } from './bz2-report.js';
import { labelOf } from './cases.js';
import type { CommandTimes } from './command-table.js';
import type { JobResult } from './job-report.js';
import type { MediaPeersResult } from './media-peers-report.js';
import type { MicroSuiteResult } from './micro-report.js';
import type { MeasuredResult } from './result.js';
import type { StagesResult } from './stages-report.js';
import { roundRatios } from './statistics.js';
import type { VariantsResult } from './variants-report.js';

export interface Line {
  readonly name: string;
  /** Of the values: `ms/MB`. */
  readonly unit: string;
  /** By round; less is better. */
  readonly values: readonly number[];
}

/** One of two builds that were run in turns; see `builds.ts`. */
export interface PairResult extends MeasuredResult {
  /** The same in the results of both. */
  readonly pair: string;
  readonly suite: string;
  readonly runs: number;
  readonly lines: readonly Line[];
}

export type ComparedResult =
  | MicroSuiteResult
  | StagesResult
  | Bz2Result
  | JobResult
  | ArticleResult
  | MediaPeersResult
  | VariantsResult
  | PairResult;

const MEGA = 1e6;
const MICRO = 1e-6;
const MILLI = 1e-3;

/** Every line of a result; none of what it has only once. */
export function linesOf(result: ComparedResult): readonly Line[] {
  if ('lines' in result) return result.lines;
  if ('functions' in result) return microLines(result);
  if ('cases' in result) return stageLines(result);
  if ('variants' in result) return variantLines(result);
  if ('peers' in result) return mediaLines(result);
  if ('plainBytes' in result) return commandLines(result);
  return result.commands.flatMap(({ name, rows, ...times }) => timeLines(name, 'µs/row', rows * MICRO, times));
}

/** The functions' lines. */
export function microLines({ functions }: Pick<MicroSuiteResult, 'functions'>): readonly Line[] {
  return functions.map(({ name, unit, items, milliseconds }) => ({
    name,
    unit: `µs/${unit}`,
    values: milliseconds.map((each) => (each * MILLI) / items / MICRO),
  }));
}

function stageLines({ cases, input }: StagesResult): readonly Line[] {
  const isSweep = new Set(cases.map((entry) => entry.case.shardRows)).size > 1;
  return cases.flatMap(({ case: entry, seconds, cpuSeconds, peakBytes }) => {
    const threads = entry.threads === null ? '' : `, threads ${entry.threads}`;
    const name = `${labelOf(entry)}${threads}${isSweep ? `, ${entry.shardRows} rows a shard` : ''}`;
    return [...timeLines(name, 'µs/row', input.rows * MICRO, { seconds, cpuSeconds }), memoryLine(name, peakBytes)];
  });
}

function variantLines({ variants, rows }: VariantsResult): readonly Line[] {
  return variants.flatMap(({ name, seconds, peakBytes }) => [
    ...timeLines(name, 'µs/row', rows * MICRO, { seconds }),
    memoryLine(name, peakBytes),
  ]);
}

function memoryLine(name: string, peakBytes: readonly number[]): Line {
  return { name, unit: 'MB of memory', values: peakBytes.map((each) => each / MEGA) };
}

function commandLines({ commands, plainBytes }: Bz2Result | JobResult): readonly Line[] {
  return commands.flatMap(({ name, plainBytes: own = plainBytes, against, ...times }) => [
    ...timeLines(name, 'ms/MB', (own / MEGA) * MILLI, times),
    ...against.flatMap((other) => shareLine(name, times, commands, other)),
  ]);
}

/** Of another command's time in the same round. None where that one was not run. */
function shareLine(name: string, own: CommandTimes, commands: Bz2Result['commands'], other: string): readonly Line[] {
  const times = commands.find((command) => command.name === other)?.seconds ?? [];
  const values = roundRatios(own.seconds, times);
  return values.length === 0 ? [] : [{ name, unit: `of ${other}`, values }];
}

/** What did not come is no work done. */
function mediaLines({ peers }: MediaPeersResult): readonly Line[] {
  return peers.flatMap(({ name, outcome }) => {
    if ('skipped' in outcome) return [];
    const perFile = (times: readonly number[]): readonly number[] =>
      times.map((each, round) => each / (outcome.runs[round]?.files ?? NaN));
    return timeLines(name, 'ms/file', MILLI, {
      seconds: perFile(outcome.runs.map(({ seconds }) => seconds)),
      cpuSeconds: perFile(outcome.runs.map(({ cpuSeconds }) => cpuSeconds)),
    });
  });
}

/** Wall and CPU time over so much work. */
export function timeLines(name: string, unit: string, work: number, { seconds, cpuSeconds }: CommandTimes): Line[] {
  const lineOf = (unit: string, times: readonly number[]): Line => ({
    name,
    unit,
    values: times.map((each) => each / work),
  });
  return [lineOf(unit, seconds), ...(cpuSeconds === undefined ? [] : [lineOf(`CPU ${unit}`, cpuSeconds)])];
}
