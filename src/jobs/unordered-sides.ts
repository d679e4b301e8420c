/** Finds the side files that are not in the order of the dataset file. */
import { YfccError } from '../core/errors.js';
import { SIDE_SOURCES, type SideSource } from '../core/fields.js';
import { isInOrder } from '../engine/in-order.js';
import type { ResolvedRun } from './run-options.js';
import type { Decoding } from './source-text.js';
import { openWindows, type Parts, type SourceFiles } from './sources.js';

/** Lines looked at besides the look-ahead. */
const FIRST_LINES = 10_000;

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
  for (const source of sides) {
    const start = { dataset: 0, autotags: 0, exif: 0, places: 0 };
    // What is odd in a file is told of when it is read for good.
    const quiet = { ...decoding, onWarning: () => {} };
    // As few threads as can be: no more is to be decoded than is looked at.
    const looked = { ...resolved, writeIndex: false, threads: 1 };
    const { windows, close } = await openWindows(
      looked,
      { dataset: files.dataset, [source]: files[source] },
      quiet,
      start,
    );
    try {
      const side = windows[source];
      if (side !== null && !(await isInOrder(windows.dataset, side, FIRST_LINES + resolved.lookAhead)))
        found.push(source);
    } catch (error) {
      // A damaged file ends the job where it is damaged, behind the shards in front of it.
      if (!(error instanceof YfccError)) throw error;
    } finally {
      await close();
    }
  }
  return found;
}
