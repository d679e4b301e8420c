/** Notes the ids of dataset rows as numbers, or makes the table over those of all rows. */
import { datasetId } from '../src/core/dataset.js';
import type { RowKeysTask } from '../src/core/protocol.js';
import { fillSlots, keyOf, NO_KEY } from '../src/core/row-table.js';
import { SliceLines } from '../src/core/slice-lines.js';

export default function rowKeys(task: RowKeysTask): void {
  if (task.kind === 'table') {
    fillSlots(task.table);
    return;
  }
  const lines = new SliceLines(task.slice);
  const keys = new Float64Array(task.keys);
  for (let k = 0; k < lines.count; k++) {
    const id = datasetId(lines.text(k));
    keys[task.at + k] = id === null ? NO_KEY : keyOf(id);
  }
}
