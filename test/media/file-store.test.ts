import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { createFileStore } from '../../src/media/file-store.js';
import { createGate } from '../../src/media/gate.js';
import { openJournal } from '../../src/media/journal.js';
import type { MediaStore, SavedMedia } from '../../src/media/store.js';
import { mediaResult } from '../core/media-result.js';
import { scratchFolder } from '../whole/scratch.js';
import { jpeg } from './sample-media.js';

const scratch = await scratchFolder('file-store');
const PATH = 'img/123/456/1234567.jpg';
const BODY = jpeg();
const CAME = mediaResult({ outcome: 'ok', path: PATH, bytes: BODY.length, sha256: 'ab', type: 'jpg', detail: null });
const GONE = mediaResult();

function storeIn(name: string, prior: ReadonlyMap<string, SavedMedia> = new Map()): { store: MediaStore; out: string } {
  const out = join(scratch, name);
  mkdirSync(join(out, 'tmp'), { recursive: true });
  const journal = openJournal(join(out, 'part', '00000'), false);
  const tempPath = join(out, 'tmp', 'body');
  return { out, store: createFileStore({ outDir: out, tempPath, journal, prior, checks: createGate(1) }) };
}

test('gives a file its final name, and knows of it when it is opened again', () => {
  const { store, out } = storeIn('again');
  store.save('1234567', CAME, { body: BODY, tempPath: null }, []);
  store.save('2', GONE, null, []);
  store.close();
  assert.ok(BODY.equals(readFileSync(join(out, PATH))));
  assert.deepEqual(readdirSync(join(out, 'tmp')), []);
  const { store: again } = storeIn('again');
  assert.deepEqual(again.known('1234567')?.result, CAME);
  assert.deepEqual(again.known('2')?.result, GONE);
  assert.equal(again.known('3'), null);
  again.close();
});

for (const [name, damage] of [
  ['is not there any more', (file: string) => rmSync(file)],
  ['has another size', (file: string) => writeFileSync(file, BODY.subarray(1))],
] as const) {
  test(`does not trust a file that ${name}`, () => {
    const { store, out } = storeIn(name);
    store.save('1234567', CAME, { body: BODY, tempPath: null }, []);
    damage(join(out, PATH));
    store.close();
    const { store: again } = storeIn(name);
    assert.equal(again.known('1234567'), null);
    again.close();
  });
}

test('moves a long file, and removes what it replaces', () => {
  const { store, out } = storeIn('moved');
  const tempPath = join(out, 'tmp', 'long');
  writeFileSync(tempPath, BODY);
  const damaged = 'img/123/456/1234567.png';
  mkdirSync(join(out, 'img/123/456'), { recursive: true });
  writeFileSync(join(out, damaged), 'half');
  store.save('1234567', CAME, { body: null, tempPath }, [damaged]);
  store.close();
  assert.ok(BODY.equals(readFileSync(join(out, PATH))));
  assert.ok(!existsSync(tempPath) && !existsSync(join(out, damaged)));
});

test('goes by what an earlier run has noted, but for what this one has', () => {
  const prior = new Map([
    ['1', { result: GONE, line: '', body: null }],
    ['2', { result: GONE, line: '', body: null }],
  ]);
  const { store } = storeIn('prior', prior);
  const other = mediaResult({ outcome: 'refused' });
  store.save('2', other, null, []);
  store.close();
  const { store: again } = storeIn('prior', prior);
  assert.equal(again.known('1')?.result, GONE);
  assert.deepEqual(again.known('2')?.result, other);
  again.close();
});
