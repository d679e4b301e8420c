import assert from 'node:assert/strict';
import { appendFile, copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { findIndex, indexFile, startOfLine } from '../../src/jobs/index-file.js';
import { collected } from '../engine/chunked.js';
import { compressed, noise, noisyLines } from '../bz2/compressed.js';
import { longText } from '../bz2/real-bzip2.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('index-file');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(700_000);
const file = compressed('bzip2', 1, plain);
await writeFile(path, file);
const lines = plain.filter((byte) => byte === 10).length;
const made = await indexFile(path, { threads: 1, onWarning: (text) => assert.fail(text) });

test('writes an index beside the file, and nothing else', async () => {
  assert.equal(made.file, `${path}.index`);
  assert.deepEqual((await readdir(scratch)).toSorted(), ['text.bz2', 'text.bz2.index']);
  assert.deepEqual([made.index.lines, made.index.fileBytes], [lines, file.length]);
  const { size } = await stat(made.file);
  assert.ok(size < file.length / 1000, `${size} bytes for ${file.length}`);
});

test('finds the index of a file', async () => {
  assert.deepEqual(await findIndex(path), made.index);
  assert.equal(await findIndex(join(scratch, 'none.bz2')), null);
});

/** What can have happened to a file since its index was made. */
const CHANGES = [
  ['has grown', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])],
  ['has become shorter', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['is another one of the same length', (bytes: Buffer) => noise(bytes.length)],
  ['has another first block', (bytes: Buffer) => Buffer.from(bytes).fill(0, 10, 14)],
] as const;

for (const [what, change] of CHANGES) {
  test(`refuses the index of a file that ${what}`, async () => {
    const changed = join(scratch, `${what}.bz2`);
    await writeFile(changed, change(file));
    await copyFile(made.file, `${changed}.index`);
    assert.equal(await findIndex(changed), null);
  });
}

test('refuses an index that is none', async () => {
  const damaged = join(scratch, 'damaged.bz2');
  await copyFile(path, damaged);
  await copyFile(made.file, `${damaged}.index`);
  await appendFile(`${damaged}.index`, 'more');
  await assert.rejects(findIndex(damaged), { code: 'bad-bz2', facts: { file: `${damaged}.index` } });
});

test('begins at the block that a line is in', async () => {
  for (const line of [1, 100, lines >> 1, lines - 1]) {
    const { compressed, size, start, firstLine } = await startOfLine(path, line);
    const block = made.index.blocks.findLast((candidate) => candidate.firstLine < line);
    assert.deepEqual([start, firstLine], [{ startBit: block?.startBit, level: 1 }, block?.firstLine]);
    assert.equal(size, file.length - Math.floor((block?.startBit ?? 0) / 8));
    const bytes = await collected(compressed.chunks());
    assert.ok(bytes.equals(file.subarray(Math.floor((block?.startBit ?? 0) / 8))));
  }
});

test('begins at the beginning for the first line, and without an index', async () => {
  const bare = join(scratch, 'bare.bz2');
  await writeFile(bare, await readFile(path));
  for (const [name, line] of [
    [path, 0],
    [bare, 100],
  ] as const) {
    const { size, start, firstLine } = await startOfLine(name, line);
    assert.deepEqual([size, start, firstLine], [file.length, null, 0]);
  }
});

test('refuses to index a damaged file, and leaves no index', async () => {
  const bad = join(scratch, 'bad.bz2');
  await writeFile(bad, file.subarray(0, -5));
  await assert.rejects(indexFile(bad, { threads: 1, onWarning: () => {} }), { code: 'bad-bz2' });
  assert.deepEqual(
    (await readdir(scratch)).filter((name) => name.startsWith('bad.')),
    ['bad.bz2'],
  );
});

test('indexes a file without a block', async () => {
  const empty = join(scratch, 'empty.bz2');
  await writeFile(empty, compressed('bzip2', 9, ''));
  const { index } = await indexFile(empty, { threads: 1, onWarning: () => {} });
  assert.deepEqual([index.lines, index.blocks], [0, []]);
  assert.deepEqual(await findIndex(empty), index);
  assert.equal((await startOfLine(empty, 5)).start, null);
});

test('takes lines of text that are longer than a block', async () => {
  const long = join(scratch, 'long.bz2');
  const text = Buffer.concat([longText(800), Buffer.alloc(300_000, 'a long line '), Buffer.from('\nlast\n')]);
  await writeFile(long, compressed('bzip2', 1, text));
  const { index } = await indexFile(long, { threads: 1, onWarning: () => {} });
  assert.equal(index.lines, 12);
  const { firstLine } = await startOfLine(long, 11);
  assert.ok(firstLine <= 10);
});
