import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { benchData, readSources, totalBytes } from '../../bench/data.js';

const dir = mkdtempSync(join(tmpdir(), 'bench-data-'));
after(() => rmSync(dir, { recursive: true }));

test('makes the four files once, and removes what a run that was killed has left of others', async () => {
  const { pid } = spawnSync('true');
  const left = `5-1-0123abcd.${pid}.tmp`;
  const underWay = `5-1-0123abcd.${process.ppid}.tmp`;
  for (const name of [left, underWay, 'list.tsv.tmp']) mkdirSync(join(dir, name, 'text'), { recursive: true });
  const data = await benchData(dir, 10, 1);
  const names = readdirSync(dir).toSorted();
  assert.deepEqual(names, [`10-1-${data.fingerprint}`, underWay, 'list.tsv.tmp'].toSorted());
  assert.deepEqual(await benchData(dir, 10, 1), data);
});

test('reads all four files', async () => {
  const { dirs, bytes } = await benchData(dir, 10, 1);
  const texts = await readSources(dirs.text);
  assert.deepEqual(Object.keys(texts), ['dataset', 'autotags', 'exif', 'places']);
  assert.equal(
    Object.values(texts).reduce((sum, { length }) => sum + length, 0),
    totalBytes(bytes.text),
  );
  assert.equal(texts.places.toString('latin1').trimEnd().split('\n').length, 10);
});
