/** The real rows of `test/fixtures/real`, as latin1 lines. */

import { readFileSync } from 'node:fs';
import { parseDatasetRow, type DatasetRow } from '../../src/core/dataset.js';

/** The folder of fixtures, as seen from the compiled test. */
export const FIXTURES = new URL('../../../test/fixtures/', import.meta.url);

/** The lines of a real file, without line ends. */
export function realLines(name: string): readonly string[] {
  return readFileSync(new URL(`real/${name}`, FIXTURES), 'latin1')
    .trimEnd()
    .split('\n');
}

/** Real rows of both column forms: 100 with 23 columns, then 2 with 25. */
export function realDatasetLines(): readonly string[] {
  return [...realLines('dataset23.sample.tsv'), ...realLines('dataset25.sample.tsv')];
}

/** The row of a line that is one. */
export function rowOf(line: string): DatasetRow {
  const result = parseDatasetRow(line);
  if (!result.ok) throw new Error(result.reason);
  return result.row;
}

/** Real items of each side file, without their ids. */
export const REAL_ITEMS = {
  autotags: [
    ...realLines('autotags.items.txt'),
    ...realLines('autotags-v1.sample.tsv').map((line) => line.slice(line.indexOf('\t') + 1)),
  ],
  places: realLines('places.items.txt'),
  exif: [...realLines('exif.items.txt'), ...realLines('exif.long.txt')],
} as const;
