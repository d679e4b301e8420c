import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import test from 'node:test';
import { openStdin } from '../../src/engine/stdin-source.js';
import { chunked, collected } from './chunked.js';

const never = new AbortController().signal;

for (const [form, head] of [
  ['bz2', 'BZh9'],
  ['gz', '\u001f\u008b\b\0'],
  ['plain', '1\ta\n'],
] as const) {
  test(`tells ${form} by its first bytes, and gives all bytes, however they come`, async () => {
    const bytes = Buffer.from(head.padEnd(5000, '.'), 'latin1');
    for (const size of [1, 3, 4, 1000, 6000]) {
      const { open, ...file } = await openStdin('exif', chunked(bytes, size), never);
      assert.deepEqual(file, {
        source: 'exif',
        path: 'standard input',
        bytes: null,
        fingerprint: null,
        form,
        isLocal: false,
      });
      const opened = open(0);
      assert.ok((await collected(opened.chunks())).equals(bytes));
      assert.equal(opened.bytesRead(), 5000);
    }
  });
}

test('knows the size of nothing', async () => {
  const { bytes, form } = await openStdin('exif', chunked(Buffer.alloc(0), 1), never);
  assert.deepEqual([bytes, form], [0, 'plain']);
});

test('says where it could not be read', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('1\tab\n');
    throw new Error('EIO');
  }
  const { open } = await openStdin('exif', failing(), never);
  await assert.rejects(collected(open(0).chunks()), {
    code: 'bad-input',
    message: 'Could not read standard input behind byte 5: EIO.',
    facts: { file: 'standard input', source: 'exif', offset: 5 },
  });
});

test('ends a read that waits, when the job is stopped at once', async () => {
  const stop = new AbortController();
  const stdin = new PassThrough();
  stdin.write('1\tab\n');
  const { open } = await openStdin('exif', stdin, stop.signal);
  const reading = collected(open(0).chunks());
  stop.abort();
  await assert.rejects(reading);
  assert.equal(stdin.destroyed, true);
});
