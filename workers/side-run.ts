/** Puts consecutive lines of a side file into the order of the dataset, as a run on disk. */
import { Buffer } from 'node:buffer';
import type { SideRunReply, SideRunTask } from '../src/core/protocol.js';
import { rowFinder } from '../src/core/row-table.js';
import { sideId } from '../src/core/side.js';
import { SliceLines } from '../src/core/slice-lines.js';
import { taskFailure } from '../src/core/task-failure.js';
import { readSizes, writeRun, type PlacedLine } from '../src/order/run-file.js';

export default function sideRun({ slice, table, buckets, maxLineBytes, file, tmpFile }: SideRunTask): SideRunReply {
  try {
    // One that is there is of a run that was stopped: it is whole, and of the same lines.
    const there = readSizes(file, buckets);
    if (there !== null) return { status: 'done', sizes: there, isKept: true };
    const lines = new SliceLines(slice);
    const rowOf = rowFinder(table);
    const placed: PlacedLine[] = [];
    for (let k = 0; k < lines.count; k++) {
      const text = lines.text(k);
      const id = sideId(text);
      // A line over the cap stands here cut short: it is made as long again as to be over it, and so rejected at its row.
      const whole = lines.isOverlong(k) ? text.padEnd(maxLineBytes + 1, ' ') : text;
      placed.push({ row: id === null ? -1 : rowOf(id), text: Buffer.from(`${whole}\n`, 'latin1') });
    }
    writeRun(file, tmpFile, placed, buckets);
    const sizes = readSizes(file, buckets);
    if (sizes === null) throw new Error(`Expected ${file} to be as it was written.`);
    return { status: 'done', sizes, isKept: false };
  } catch (error) {
    const failure = taskFailure(error, file);
    if (failure === null) throw error;
    return failure;
  }
}
