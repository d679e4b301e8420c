/** Finds the side files that are not in the order of the dataset file. */
import { YfccError } from '../core/errors.js';
import { SIDE_SOURCES, type SideSource } from '../core/fields.js';
import { isInOrder } from '../engine/in-order.js';
import type { ResolvedRun } from './run-options.js';
import type { Decoding } from './source-text.js';
import { openWindows, type Parts, type SourceFiles } from './sources.js';

/** Lines looked at besides the look-ahead, at most; no more than a shard has, since the first cut looks no further. */
const FIRST_LINES = 10_000;

/** A signal that is not given. */
const NEVER = new AbortController().signal;

/** Their names; of what is read once, such as standard input, none can be looked at beforehand. */
export async function unorderedSides(
  resolved: ResolvedRun,
  files: SourceFiles,
  decoding: Decoding,
): Promise<readonly SideSource[]> {
  const isLocal = (parts: Parts | undefined): boolean => parts?.every((file) => file.isLocal) === true;
  const sides = SIDE_SOURCES.filter((source) => isLocal(files[source]));
  if (!isLocal(files.dataset) || sides.length === 0) return [];
  const found: SideSource[] = [];
  const lines = Math.min(FIRST_LINES, resolved.shardRows) + resolved.lookAhead;
  const looked = { dataset: files.dataset, ...Object.fromEntries(sides.map((source) => [source, files[source]])) };
  const { windows, close } = await openWindows(
    // As few threads as can be: no more is to be decoded than is looked at.
    { ...resolved, writeIndex: false, threads: 1 },
    looked,
    {
      ...decoding,
      // What is odd in a file is told of when it is read for good.
      onWarning: () => {},
      // Let to its end: one that is ended takes its thread with it, and another has to start.
      decode: (task) => decoding.decode(task, NEVER),
    },
  );
  try {
    for (const source of sides) {
      const side = windows[source];
      try {
        if (side !== null && !(await isInOrder(windows.dataset, side, lines))) found.push(source);
      } catch (error) {
        // A damaged file ends the job where it is damaged, behind the shards in front of it.
        if (!(error instanceof YfccError)) throw error;
      }
    }
  } finally {
    await close();
  }
  return found;
}
