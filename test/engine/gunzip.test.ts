import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { YfccError } from '../../src/core/errors.js';
import { gunzip } from '../../src/engine/gunzip.js';
import { chunked, collected } from './chunked.js';

const members = [randomBytes(300), Buffer.alloc(0), Buffer.alloc(600_000, 'line\n'), randomBytes(5000)];
const whole = Buffer.concat(members.map((member) => gzipSync(member)));

for (const size of [1, 7, 320, 323, 1000, 1 << 20]) {
  test(`unpacks all members, in chunks of ${size} bytes`, async () => {
    assert.ok((await collected(gunzip(chunked(whole, size), 'f'))).equals(Buffer.concat(members)));
  });
}

test('ends a member at the end of a chunk', async () => {
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const member of members) yield gzipSync(member);
  }
  assert.ok((await collected(gunzip(parts(), 'f'))).equals(Buffer.concat(members)));
});

const corrupt = Buffer.from(whole);
corrupt.writeUInt8(corrupt.readUInt8(whole.length - 20) ^ 0x10, whole.length - 20);

const REFUSED = [
  [
    'that is cut',
    whole.subarray(0, -9),
    /^Expected whole gzip data in f, got a file that is cut, near byte \d+\. Check/,
  ],
  ['that is cut in its first header', whole.subarray(0, 5), /a file that is cut/],
  ['with a byte that is changed', corrupt, /got incorrect data check, near byte \d+\./],
  ['with garbage behind it', Buffer.concat([whole, Buffer.from('garbage!')]), /incorrect header check/],
] as const;

for (const [what, bytes, message] of REFUSED) {
  test(`refuses a file ${what}`, async () => {
    for (const size of [100, 1 << 20]) {
      await assert.rejects(collected(gunzip(chunked(bytes, size), 'f')), (error: unknown) => {
        assert.ok(error instanceof YfccError);
        assert.deepEqual([error.code, error.facts.file], ['bad-input', 'f']);
        assert.match(error.message, message);
        return true;
      });
    }
  });
}

test('tells a failure of its source as it is, and closes it when it is left', async () => {
  const failure = new YfccError('bad-input', 'Could not read f.');
  const fail = (): never => {
    throw failure;
  };
  let closed = 0;
  async function* source(end: () => void): AsyncGenerator<Uint8Array> {
    try {
      yield whole.subarray(0, 400);
      end();
    } finally {
      closed++;
    }
  }
  await assert.rejects(collected(gunzip(source(fail), 'f')), failure);
  for await (const chunk of gunzip(
    source(() => {}),
    'f',
  )) {
    assert.ok(chunk.length > 0);
    break;
  }
  assert.equal(closed, 2);
});
