import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { catSources, openCatInput } from '../../src/jobs/cat-input.js';
import { compressed } from '../bz2/compressed.js';
import { collected } from '../engine/chunked.js';
import { feed } from '../engine/feed.js';
import { startFileServer } from '../engine/file-server.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('cat-input');
const never = new AbortController().signal;
const s3 = { region: null, endpoint: null, isAnonymous: false };

test('tells paths, URLs and standard input by their names', () => {
  const stdin = feed([]);
  assert.deepEqual(
    catSources(['a.bz2', 'https://a/b', 's3://a/b', '-'], () => stdin, { s3Region: 'eu-west-1' }),
    [
      { path: 'a.bz2' },
      { url: 'https://a/b', s3: { ...s3, region: 'eu-west-1' } },
      { url: 's3://a/b', s3: { ...s3, region: 'eu-west-1' } },
      { name: 'standard input', bytes: stdin },
    ],
  );
  assert.throws(() => catSources(['-', '-'], () => stdin, {}), { code: 'usage' });
  assert.throws(() => catSources(['a'], () => stdin, { s3Endpoint: 'here' }), { code: 'usage' });
});

const BYTES = { bz2: compressed('bzip2', 1, Buffer.from('text')), gz: gzipSync('text') };

for (const form of ['bz2', 'gz'] as const) {
  test(`tells ${form} by its first bytes, whatever its name, wherever it is`, async () => {
    const bytes = BYTES[form];
    const path = join(scratch, form);
    await writeFile(path, bytes);
    const server = await startFileServer({ bytes: () => bytes });
    try {
      for (const source of [
        { path },
        { url: server.url, s3 },
        { name: 'x', bytes: feed([...bytes].map((byte) => Buffer.of(byte))) },
      ]) {
        const input = await openCatInput(source, 0, never);
        assert.deepEqual([input.form, input.start, input.firstLine], [form, null, 0]);
        assert.equal(input.size, 'bytes' in source ? null : bytes.length);
        assert.ok((await collected(input.chunks())).equals(bytes));
      }
    } finally {
      await server.close();
    }
  });
}

test('refuses a URL that is none, and one that is not there', async () => {
  await assert.rejects(openCatInput({ url: 's3://a', s3 }, 0, never), { code: 'bad-input' });
  const server = await startFileServer({ bytes: () => Buffer.alloc(0), status: () => 404 });
  try {
    await assert.rejects(openCatInput({ url: server.url, s3 }, 0, never), {
      code: 'bad-input',
      message: /: the server answers 404 Not Found\.$/,
    });
  } finally {
    await server.close();
  }
});
