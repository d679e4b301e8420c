import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { rangeDigest } from '../../src/files/range-digest.js';
import { scratchFolder } from '../whole/scratch.js';

const file = join(await scratchFolder('range-digest'), 'file');
const bytes = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => at % 251));
writeFileSync(file, bytes);
const fd = openSync(file, 'r');
after(() => closeSync(fd));

for (const [offset, length] of [
  [0, 0],
  [0, 10],
  [7, 1_048_576],
  [1, 2_499_999],
] as const) {
  test(`is that of ${length} bytes from ${offset} on`, () => {
    const expected = createHash('sha256')
      .update(bytes.subarray(offset, offset + length))
      .digest('hex');
    assert.equal(rangeDigest(fd, offset, length), expected);
  });
}

test('is that of what is there where the file ends before', () => {
  assert.equal(rangeDigest(fd, 2_499_990, 100), createHash('sha256').update(bytes.subarray(2_499_990)).digest('hex'));
});
