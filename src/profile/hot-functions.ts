/** The functions that took most time, wherever they were called from. */
import type { Frame } from './frame.js';
import { keyOf, type CallNode, type ProfileTree } from './profile-tree.js';

export interface HotFunction {
  readonly frame: Frame;
  /** In the function itself. */
  readonly selfMicros: number;
  /** In it and in what it called; time in a function that calls itself counts once. */
  readonly totalMicros: number;
}

interface Growing {
  readonly frame: Frame;
  selfMicros: number;
  totalMicros: number;
}

/** Those that are among the first `count` by their own time or by all of it; by their own time, most first. */
export function hotFunctions({ calls }: ProfileTree, count: number): readonly HotFunction[] {
  const functions = new Map<string, Growing>();
  /** How often each is on the way from the root to the call in hand. */
  const above = new Map<string, number>();
  const add = ({ name, place, kind, selfMicros, totalMicros, calls: inner }: CallNode): void => {
    const key = keyOf({ name, place, kind });
    const one = functions.get(key) ?? { frame: { name, place, kind }, selfMicros: 0, totalMicros: 0 };
    functions.set(key, one);
    const depth = above.get(key) ?? 0;
    one.selfMicros += selfMicros;
    if (depth === 0) one.totalMicros += totalMicros;
    above.set(key, depth + 1);
    inner.forEach(add);
    above.set(key, depth);
  };
  calls.forEach(add);
  const all = [...functions.values()];
  const hot = new Set([
    ...all.sort((a, b) => b.totalMicros - a.totalMicros).slice(0, count),
    ...all.sort((a, b) => b.selfMicros - a.selfMicros).slice(0, count),
  ]);
  return all.filter((one) => hot.has(one));
}
