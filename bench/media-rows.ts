/** The metadata of the media benchmarks: a dataset file of synthetic photos, as plain text, and nothing beside it. */
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { COLUMNS } from '../src/core/fields.js';
import { synthRows } from '../src/synth/rows.js';

const SEED = 1;

/** Farms that the rows are dealt out to in turn, so that a template with `{farm_id}` asks so many hosts alike. */
const FARMS = 2;

/** Writes so many rows, none a video; resolves with their ids in order. */
export async function writePhotoRows(file: string, rows: number): Promise<readonly string[]> {
  mkdirSync(dirname(file), { recursive: true });
  const stream = createWriteStream(file, 'latin1');
  const ids: string[] = [];
  for (const { dataset } of synthRows({ rows, seed: SEED, videoRate: 0 })) {
    const cells = dataset.split('\t');
    ids.push(cells[COLUMNS.photo_id] ?? '');
    cells[COLUMNS.farm_id] = String(ids.length % FARMS);
    if (!stream.write(`${cells.join('\t')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return ids;
}
