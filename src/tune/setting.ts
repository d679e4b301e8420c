/** What `yfcc tune` may choose, and which values it tries. */
import { kebab } from '../jobs/check-option.js';
import { RUN_BOUNDS } from '../jobs/run-options.js';

/** One choice; `connections` only of a job that fetches media. */
export interface Setting {
  readonly threads: number;
  readonly shardRows: number;
  readonly decodeBytes: number;
  readonly connections: number;
}

export type Axis = keyof Setting;

/** In the order in which they are looked at: what matters most comes first. */
export const AXES = ['threads', 'connections', 'shardRows', 'decodeBytes'] as const satisfies readonly Axis[];

/** Whether they choose the same. */
export function isSame(a: Setting, b: Setting): boolean {
  return AXES.every((axis) => a[axis] === b[axis]);
}

/** What a setting says of these axes alone. */
export function pick(setting: Setting, axes: readonly Axis[]): Partial<Setting> {
  return Object.fromEntries(axes.map((axis) => [axis, setting[axis]]));
}

/** `--threads 2 --shard-rows 10000`: of the axes given. */
export function flagsOf(setting: Setting, axes: readonly Axis[] = AXES): string {
  return axes.map((axis) => `--${kebab(axis)} ${setting[axis]}`).join(' ');
}

/** Values far apart, for the first look at an axis; ascending. */
export function coarseValues(axis: Axis, cores: number): number[] {
  switch (axis) {
    case 'threads':
      return coarseThreads(cores);
    case 'connections':
      return [8, 16, 32, 64, 128];
    case 'shardRows':
      return [2500, 10_000, 40_000];
    case 'decodeBytes':
      return [2, 8, 16].map((mebibytes) => mebibytes * 1024 * 1024);
  }
}

/** 1, 2, 4 and so on up to the cores, then one and a half times, and twice as many. */
function coarseThreads(cores: number): number[] {
  const values = new Set([cores, Math.ceil(cores * 1.5), cores * 2]);
  for (let threads = 1; threads < cores; threads *= 2) values.add(threads);
  return [...values].toSorted((a, b) => a - b);
}

/** Values around the best one so far that the first look has left out. */
export function fineValues(axis: Axis, best: number): number[] {
  const [least, most] = RUN_BOUNDS[axis];
  const near = axis === 'threads' ? nearThreads(best) : [Math.round(best / 2), best * 2];
  return near.filter((value) => value !== best && value >= least && value <= most);
}

function nearThreads(best: number): number[] {
  const step = Math.max(1, Math.round(best / 8));
  return [best - step, best + step];
}
