/**
 * The encoder of the `article` schema: byte for byte what the article's metadata script writes under Python 3.
 *
 * The script strips and splits each line, takes nothing apart that it does not need, decodes nothing, and lets the
 * last of several equal keys win. Where it would crash, on an item without a colon, the item is left out and counted.
 */

import { COLUMNS, type PartSource } from './fields.js';
import { isShortId } from './output-path.js';
import { pythonJson, type PythonDict } from './python-json.js';
import { pythonDecode, pythonStrip } from './python-text.js';
import type { Troubles } from './record.js';

/** The whole lines of one id, without line ends, one character per byte; null where that file has no row. */
export interface ArticleLines {
  readonly dataset: string;
  readonly photoId: string;
  readonly autotags: string | null;
  readonly places: string | null;
  readonly exif: string | null;
}

/** The side sources and the keys that the script has for them. */
const PARTS = [
  ['autotags', 'autotags'],
  ['exif', 'EXIF'],
  ['places', 'places'],
] as const satisfies readonly (readonly [PartSource, string])[];

/** The script leaves out the line number and the id. */
const OTHER_META = Object.entries(COLUMNS).filter(([, index]) => index >= 2);

/** What the script's file has for these lines, without a line end, as it has none. Counts in `troubles`. */
export function articleJson(lines: ArticleLines, troubles: Troubles): string {
  if (isShortId(lines.photoId)) troubles.shortIds++;

  const meta = new Map<string, PythonDict>();
  for (const [source, key] of PARTS) {
    const line = lines[source];
    const items = line === null ? undefined : partsOf(line)[1];
    if (items) meta.set(key, itemDict(items, source, troubles));
  }
  const cells = partsOf(lines.dataset);
  if (cells.length === 25) meta.set('othermeta', otherMeta(cells));
  return pythonJson(meta);
}

function partsOf(line: string): readonly string[] {
  return pythonStrip(pythonDecode(line)).split('\t');
}

/** What stands before an item's first colon, to what stands between its first and second. */
function itemDict(items: string, source: PartSource, troubles: Troubles): PythonDict {
  const dict = new Map<string, string>();
  for (const item of items.split(',')) {
    const [key = '', value] = item.split(':', 2);
    if (value === undefined) troubles.badItems[source]++;
    else dict.set(key, value);
  }
  return dict;
}

/** The cells of a 25-column row, as they stand. */
function otherMeta(cells: readonly string[]): PythonDict {
  const dict = new Map<string, string>();
  for (const [name, index] of OTHER_META) dict.set(name, cells[index] ?? '');
  return dict;
}
