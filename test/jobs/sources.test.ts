import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { Decoding } from '../../src/jobs/source-text.js';
import { Pool } from '../../src/engine/pool.js';
import { SlabPool } from '../../src/bz2/slabs.js';
import { resolveRunOptions } from '../../src/jobs/run-options.js';
import { openSources, openWindows } from '../../src/jobs/sources.js';
import { scratchFolder } from '../whole/scratch.js';

const INPUTS = { stdin: assert.fail, signal: new AbortController().signal, onWarning: assert.fail };

const scratch = await scratchFolder('sources');
await writeFile(join(scratch, 'yfcc100m_dataset'), 'a\nb\nc');
await writeFile(join(scratch, 'yfcc100m_exif'), '');
await writeFile(join(scratch, 'other'), 'x\n');

test('takes the files that are there, those that are named before those that are found', async () => {
  const resolved = resolveRunOptions({ in: scratch, places: join(scratch, 'other'), out: 'o' });
  const found = Object.entries(await openSources(resolved, INPUTS)).map(([source, file]) => [
    source,
    file.map(({ path }) => path),
  ]);
  const expected = { dataset: 'yfcc100m_dataset', exif: 'yfcc100m_exif', places: 'other' };
  assert.deepEqual(
    Object.fromEntries(found),
    Object.fromEntries(Object.entries(expected).map(([source, name]) => [source, [join(scratch, name)]])),
  );
});

test('refuses a dataset file without a row', async () => {
  const path = join(scratch, 'yfcc100m_exif');
  await assert.rejects(openSources(resolveRunOptions({ dataset: path, out: 'o' }), INPUTS), {
    code: 'bad-input',
    message: `Expected the dataset file to have rows, got an empty file: ${path}.`,
  });
});

test('opens a window for each file, tells how much is read, and gives all back', async () => {
  const resolved = resolveRunOptions({ in: scratch, out: 'o' });
  const slabs = new SlabPool();
  const pool = new Pool({ threads: 1, tasksPerWorker: 1 });
  const decode: Decoding['decode'] = (task, signal) => pool.runDecode(task, signal);
  const decoding = { pool, slabs, decode, onWarning: assert.fail };
  const start = { dataset: 0, autotags: 0, exif: 0, places: 0, hash: 0 };
  const { windows, datasetProgress, close } = await openWindows(
    resolved,
    await openSources(resolved, INPUTS),
    decoding,
    start,
  );
  assert.deepEqual([windows.autotags, windows.places, datasetProgress()], [null, null, 0]);
  assert.deepEqual([await windows.dataset.fill(9), await windows.exif?.fill(9), datasetProgress()], [3, 0, 1]);
  assert.equal(windows.dataset.text(2), 'c');
  await close();
  await pool.close();
  assert.equal(slabs.live, 0);
});
