import assert from 'node:assert/strict';
import test from 'node:test';
import { endsBefore, hasBz2Magic, isEmptyStream } from '../../src/bz2/magic.js';
import { bzip2, NO_BZIP2 } from './real-bzip2.js';

const HEADS = [
  ['BZh1', true],
  ['BZh9', true],
  ['BZh91AY&SY', true],
  ['BZh0', false],
  ['BZh:', false],
  ['BZh', false],
  ['BZH9', false],
  ['bzh9', false],
  ['PK\x03\x04', false],
  ['', false],
] as const;

for (const [head, isBz2] of HEADS) {
  test(`takes ${JSON.stringify(head)} for ${isBz2 ? 'the beginning of' : 'no'} bzip2 data`, () => {
    assert.equal(hasBz2Magic(Buffer.from(head, 'latin1')), isBz2);
  });
}

test('tells a stream without a block from one that has blocks', { skip: NO_BZIP2 }, () => {
  assert.equal(isEmptyStream(bzip2('')), true);
  assert.equal(isEmptyStream(bzip2('a')), false);
  assert.equal(isEmptyStream(bzip2('').subarray(0, 9)), false);
});

test('finds the end of a stream at any bit, with any few bytes behind it', { skip: NO_BZIP2 }, () => {
  for (let length = 0; length < 16; length++) {
    const whole = bzip2('x'.repeat(length) + length);
    for (const behind of [0, 1, 2, 3]) {
      const tail = Buffer.concat([whole, Buffer.alloc(behind, 0xff)]).subarray(-16);
      assert.equal(endsBefore(tail, behind), true, `${length} characters, ${behind} bytes behind`);
    }
  }
});

test('finds no end in a stream that is cut', { skip: NO_BZIP2 }, () => {
  const whole = bzip2('some text that is long enough to have a tail before its end');
  for (let cut = 1; cut < 16; cut++)
    assert.equal(endsBefore(whole.subarray(0, -cut).subarray(-16), 0), false, `cut by ${cut}`);
});
