import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Damage } from '../../src/bz2/chain.js';
import { cat, type CatOptions } from '../../src/jobs/cat.js';
import type { CatSource } from '../../src/jobs/cat-input.js';
import { indexFile } from '../../src/jobs/index-file.js';
import { compressed, noisyLines } from '../bz2/compressed.js';
import { feed } from '../engine/feed.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('cat');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(500_000);
plain.set(Buffer.from('\nno LF'), plain.length - 6);
const file = compressed('bzip2', 1, plain);
await writeFile(path, file);
const lines = plain.toString('latin1').split(/(?<=\n)/);

async function catText(source: CatSource | readonly CatSource[], options: Partial<CatOptions> = {}): Promise<Buffer> {
  const parts: Buffer[] = [];
  await cat([source].flat(), {
    threads: 2,
    onWarning: (text) => assert.fail(text),
    write: (bytes) => {
      for (const part of bytes) parts.push(Buffer.from(Uint8Array.from(part)));
      return Promise.resolve(true);
    },
    ...options,
  });
  return Buffer.concat(parts);
}

for (const threads of [1, 2]) {
  test(`writes the decoded bytes of a file with ${threads} threads`, async () => {
    assert.ok((await catText({ path }, { threads })).equals(plain));
  });
}

test('writes the decoded bytes of a stream', async () => {
  assert.ok((await catText({ name: 'a stream', bytes: feed([file.subarray(0, 3), file.subarray(3)]) })).equals(plain));
});

const RANGES = [
  [0, 1],
  [0, 10],
  [7, 8],
  [lines.length >> 1, (lines.length >> 1) + 100],
  [lines.length - 1, lines.length],
  [lines.length - 2, Infinity],
  [lines.length + 5, lines.length + 6],
] as const;

for (const isIndexed of [false, true]) {
  test(`writes a range of lines ${isIndexed ? 'with' : 'without'} an index`, async () => {
    if (isIndexed) await indexFile(path, { threads: 1, onWarning: () => {} });
    for (const [from, to] of RANGES) {
      const text = await catText({ path }, { threads: 1, lines: `${from}..${to === Infinity ? '' : to}` });
      assert.equal(text.toString('latin1'), lines.slice(from, to).join(''), `${from}..${to}`);
    }
  });
}

test('writes files of both kinds one behind the other, byte for byte', async () => {
  const text = await catText([{ path }, { name: 'gz', bytes: feed([gzipSync(plain)]) }, { path }]);
  assert.ok(text.equals(Buffer.concat([plain, plain, plain])));
});

for (const isIndexed of [false, true]) {
  test(`counts lines on from file to file ${isIndexed ? 'with' : 'without'} indexes`, async () => {
    // The first file's last line has no end: the second one's first line goes on with it.
    const paths = [0, 1].map((k) => join(scratch, `part-${k}-${isIndexed}.bz2`));
    for (const part of paths) {
      await writeFile(part, file);
      if (isIndexed) await indexFile(part, { threads: 1, onWarning: () => {} });
    }
    const all = Buffer.concat([plain, plain, Buffer.from('\nlast')])
      .toString('latin1')
      .split(/(?<=\n)/);
    const first = lines.length;
    for (const from of [0, 5, first - 2, first - 1, first, first + 7, all.length - 3, all.length - 1, all.length]) {
      const sources = [...paths.map((part) => ({ path: part })), { name: 'gz', bytes: feed([gzipSync('\nlast')]) }];
      const text = await catText(sources, { threads: 1, lines: `${from}..${from + 2}` });
      assert.equal(text.toString('latin1'), all.slice(from, from + 2).join(''), `${from}`);
    }
  });
}

test('refuses a name that is wrong before it writes the files in front of it', async () => {
  let writes = 0;
  const write = (): Promise<boolean> => Promise.resolve(++writes > 0);
  await assert.rejects(catText([{ path }, { path: join(scratch, 'none.bz2') }], { write }), { code: 'bad-input' });
  assert.equal(writes, 0);
});

test('writes what is in front of the cut of gzip data, then says where it is', async () => {
  const parts: Buffer[] = [];
  const write: CatOptions['write'] = (bytes) => {
    for (const part of bytes) parts.push(Buffer.from(part));
    return Promise.resolve(true);
  };
  const cut = gzipSync(plain).subarray(0, -100_000);
  await assert.rejects(catText({ name: 'cut.gz', bytes: feed([cut]) }, { write }), {
    code: 'bad-input',
    message: /^Expected whole gzip data in cut\.gz, got a file that is cut, near byte \d+\./,
  });
  const written = Buffer.concat(parts);
  assert.ok(written.length > 100_000 && plain.subarray(0, written.length).equals(written));
});

test('reads no more when nobody wants more', async () => {
  let writes = 0;
  await catText({ path }, { write: () => Promise.resolve(++writes > 1) });
  assert.equal(writes, 1);
});

test('refuses a range that is none before it reads', async () => {
  await assert.rejects(catText({ path: join(scratch, 'none.bz2') }, { lines: '5..4' }), { code: 'usage' });
  await assert.rejects(catText({ path: join(scratch, 'none.bz2') }), { code: 'bad-input' });
});

test('writes what is in front of damage, then says where it is', async () => {
  const parts: number[] = [];
  const write: CatOptions['write'] = (bytes) => {
    parts.push(...bytes.map(({ length }) => length));
    return Promise.resolve(true);
  };
  await assert.rejects(catText({ name: 'cut', bytes: feed([file.subarray(0, -5000)]) }, { write }), {
    code: 'bad-bz2',
    message: /in cut, got the end of the file .* at bit \d+/,
  });
  const written = parts.reduce((sum, length) => sum + length, 0);
  assert.ok(written > 300_000 && written < plain.length);
});

test('leaves damage out when it is to be told of', async () => {
  const bad = Buffer.from(file);
  bad.fill(0, 1000, 1010);
  const damages: Damage[] = [];
  const text = await catText({ name: 'bad', bytes: feed([bad]) }, { onDamage: (damage) => damages.push(damage) });
  assert.deepEqual([damages.length, plain.subarray(-text.length).equals(text)], [1, true]);
  assert.ok(text.length > 350_000);
});
