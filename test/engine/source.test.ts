import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { openSource, readBytes } from '../../src/engine/source.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('source');

let folders = 0;

async function folderOf(): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  return folder;
}

test('tells how a file is packed by its first bytes, not by its name', async () => {
  const folder = await folderOf();
  const cases = [
    ['a.txt', 'BZh9 and more', 'bz2'],
    ['b', '1\titems\n', 'plain'],
    ['d.txt', '\u001f\u008b and more', 'gz'],
    ['c.txt', '', 'plain'],
  ] as const;
  for (const [name, text, form] of cases) {
    const path = join(folder, name);
    await writeFile(path, text, 'latin1');
    const { fingerprint, open: _open, ...file } = await openSource('exif', path);
    assert.deepEqual(file, { source: 'exif', path, bytes: text.length, form, isLocal: true });
    assert.match(fingerprint ?? '', /^[0-9a-f]{64}$/);
  }
});

const NOT_BZ2 = [
  ['text', 'text', 'the bytes 74657874'],
  ['two bytes', 'BZ', 'the bytes 425a'],
  ['nothing', '', 'an empty file'],
] as const;

for (const [what, text, got] of NOT_BZ2) {
  test(`refuses a file named .bz2 that holds ${what}`, async () => {
    const path = join(await folderOf(), 'a.bz2');
    await writeFile(path, text);
    await assert.rejects(openSource('dataset', path), {
      code: 'bad-bz2',
      message: `Expected ${path} to begin with BZh and a digit, got ${got}.`,
      facts: { file: path, source: 'dataset', offset: 0 },
    });
  });
}

test('refuses what is not there, a folder, and what is not a regular file', async () => {
  const folder = await folderOf();
  await assert.rejects(openSource('dataset', join(folder, 'none')), {
    code: 'bad-input',
    facts: { file: join(folder, 'none'), source: 'dataset' },
  });
  await assert.rejects(openSource('dataset', folder), {
    code: 'bad-input',
    message: `Expected dataset to be a file, got a folder: ${folder}.`,
  });
  await assert.rejects(openSource('dataset', '/dev/null'), {
    code: 'bad-input',
    message: 'Expected dataset to be a file, got not a regular file: /dev/null.',
  });
});

test('has the same fingerprint for the same bytes, and another one for other ends or another size', async () => {
  const folder = await folderOf();
  const fingerprintOf = async (name: string, bytes: Uint8Array): Promise<string | null> => {
    await writeFile(join(folder, name), bytes);
    return (await openSource('dataset', join(folder, name))).fingerprint;
  };
  for (const size of [1, 1000, 100_000, 300_000]) {
    const bytes = Buffer.alloc(size, 'a');
    const original = await fingerprintOf('a', bytes);
    assert.equal(await fingerprintOf('b', bytes), original);
    assert.notEqual(await fingerprintOf('c', Buffer.concat([bytes, bytes.subarray(0, 1)])), original);
    for (const at of [0, size - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = 0;
      assert.notEqual(await fingerprintOf('d', changed), original, `byte ${at} of ${size}`);
    }
  }
});

/** All bytes of a file; a chunk holds good only until the next one. */
async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of chunks) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}

test('reads a file as it is, from any byte on, and counts', async () => {
  const path = join(await folderOf(), 'a');
  const bytes = Buffer.alloc(3_000_000, 'line\n');
  await writeFile(path, bytes);
  for (const from of [0, 7, 2_999_999, 3_000_000]) {
    const { chunks, bytesRead } = readBytes(await openSource('dataset', path), from);
    assert.equal(bytesRead(), from);
    assert.ok((await bytesOf(chunks())).equals(bytes.subarray(from)));
    assert.equal(bytesRead(), bytes.length);
  }
});

test('says where a file could not be read', async () => {
  const path = join(await folderOf(), 'a');
  await writeFile(path, 'text');
  const file = await openSource('exif', path);
  await rm(path);
  for (const read of [() => bytesOf(readBytes(file).chunks()), () => readBytes(file).openFile()]) {
    await assert.rejects(read, (error: unknown) => {
      assert.ok(error instanceof YfccError);
      assert.equal(error.code, 'bad-input');
      assert.deepEqual(error.facts, { file: path, source: 'exif', offset: 0 });
      assert.match(error.message, /^Could not read .* behind byte 0: ENOENT/);
      return true;
    });
  }
});
