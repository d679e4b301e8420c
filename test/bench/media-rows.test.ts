import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { writePhotoRows } from '../../bench/media-rows.js';
import { parseDatasetRow } from '../../src/core/dataset.js';
import { COLUMNS } from '../../src/core/fields.js';

const scratch = mkdtempSync(join(tmpdir(), 'yfcc-media-rows-'));
after(() => rmSync(scratch, { recursive: true }));

test('writes photos alone, under ids of their own, half of them on each of two farms', async () => {
  const file = join(scratch, 'in', 'yfcc100m_dataset');
  const ids = await writePhotoRows(file, 200);
  const lines = readFileSync(file, 'latin1').trimEnd().split('\n');
  const rows = lines.map(parseDatasetRow).flatMap((result) => (result.ok ? [result.row] : []));
  assert.deepEqual(
    rows.map(({ photoId }) => photoId),
    ids,
  );
  assert.equal(new Set(ids).size, 200);
  assert.ok(rows.every(({ kind }) => kind === 'photo'));
  const farms = rows.map(({ cells }) => cells[COLUMNS.farm_id]);
  assert.deepEqual(
    [farms.filter((farm) => farm === '0').length, farms.filter((farm) => farm === '1').length],
    [100, 100],
  );
});
