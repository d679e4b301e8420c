import assert from 'node:assert/strict';
import test from 'node:test';
import { parseByteSize } from '../../src/jobs/byte-size.js';

const SIZES = [
  ['0', 0],
  ['1', 1],
  ['1048576', 1_048_576],
  ['4K', 4096],
  ['500M', 524_288_000],
  ['10G', 10_737_418_240],
  ['1.5g', 1_610_612_736],
  ['2T', 2_199_023_255_552],
] as const;

for (const [text, bytes] of SIZES) {
  test(`reads ${text} as ${bytes} bytes`, () => {
    assert.equal(parseByteSize('minFree', text), bytes);
  });
}

for (const text of ['', '-1', '1 G', 'G', '1GB', '1e9', '1.G', 'ten', '9000000T']) {
  test(`refuses \`${text}\``, () => {
    assert.throws(() => parseByteSize('minFree', text), {
      code: 'usage',
      message: `Expected --min-free to be a number of bytes such as 0, 500M or 1.5G, got ${text || 'nothing'}.`,
    });
  });
}
