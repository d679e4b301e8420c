import assert from 'node:assert/strict';
import test from 'node:test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { YfccError } from '../../src/core/errors.js';
import { untar } from '../../src/engine/untar.js';
import { scratchFolder } from '../whole/scratch.js';
import { chunked, collected } from './chunked.js';

const scratch = await scratchFolder('untar');
const LONG = `${'long'.repeat(40)}/file`;
const text = Buffer.alloc(400_000, 'one line and another\n');
mkdirSync(join(scratch, 'dir', 'long'.repeat(40)), { recursive: true });
for (const name of ['a', 'b', 'c', 'd', 'e', 'f', LONG]) writeFileSync(join(scratch, 'dir', name), text);

/** An archive made by the system's tar. */
function tar(...args: readonly string[]): Buffer {
  return execFileSync('tar', ['-c', ...args], { cwd: join(scratch, 'dir'), maxBuffer: 1 << 26 });
}

const ONE = [
  ['as GNU writes it', tar('--format=gnu', 'a')],
  ['as POSIX has it', tar('--format=posix', 'a')],
  ['with folders in front', tar('--no-recursion', '.', 'long'.repeat(40), 'a')],
  ['under a long name', tar('--format=gnu', LONG)],
  ['under a long name, as POSIX has it', tar('--format=posix', LONG)],
] as const;

for (const [what, archive] of ONE) {
  test(`gives the one file of an archive ${what}`, async () => {
    for (const size of [100, 511, 1 << 20])
      assert.ok((await collected(untar(chunked(archive, size), 'f.gz'))).equals(text));
  });
}

test('knows an old archive by its name', async () => {
  const archive = tar('--format=v7', 'a');
  for (const name of ['f.tgz', 'f.tar.gz'])
    assert.ok((await collected(untar(chunked(archive, 1000), name))).equals(text));
});

test('gives what is no archive as it is', async () => {
  for (const bytes of [text, text.subarray(0, 10), Buffer.alloc(0)])
    assert.ok((await collected(untar(chunked(bytes, 100), 'f.gz'))).equals(bytes));
});

const REFUSED = [
  [
    'of two files',
    tar('a', 'b'),
    'Expected one file in the archive f.tgz, got a, b. Unpack it, and name what is to be read.',
  ],
  ['of many files', tar('a', 'b', 'c', 'd', 'e', 'f'), /got a, b, c, d, e, \.\.\.\. Unpack/],
  ['of a folder alone', tar('--no-recursion', '.'), /got none\. Unpack/],
  [
    'that is cut',
    tar('a').subarray(0, 100_000),
    /^Expected a whole tar archive in f\.tgz, got something else \(Unexpected end of data\)\./,
  ],
  ['that is text', text, /^Expected a whole tar archive in f\.tgz, got something else \(Invalid tar header/],
] as const;

for (const [what, archive, message] of REFUSED) {
  test(`refuses an archive ${what}`, async () => {
    await assert.rejects(collected(untar(chunked(archive, 10_000), 'f.tgz')), {
      code: 'bad-input',
      message,
      facts: { file: 'f.tgz' },
    });
  });
}

test('tells a failure of its source as it is, and closes it when it is left', async () => {
  const failure = new YfccError('bad-input', 'Could not read f.');
  const archive = tar('a');
  const fail = (): never => {
    throw failure;
  };
  let closed = 0;
  async function* source(end: () => void): AsyncGenerator<Uint8Array> {
    try {
      yield archive.subarray(0, 100_000);
      end();
    } finally {
      closed++;
    }
  }
  await assert.rejects(collected(untar(source(fail), 'f.tgz')), failure);
  for await (const chunk of untar(
    source(() => {}),
    'f.tgz',
  )) {
    assert.ok(chunk.length > 0);
    break;
  }
  assert.equal(closed, 2);
});
