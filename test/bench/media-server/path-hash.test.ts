import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathHash } from '../../../bench/media-server/path-hash.js';

/** A thousand paths as the dataset has them, alike but for the id. */
const PATHS = Array.from({ length: 1000 }, (_, index) => `/7205/${6985418911 + index}_df7747990d.jpg`);

describe('pathHash', () => {
  it('gives the same number for the same path and salt, in every version', () => {
    assert.equal(pathHash('/7205/6985418911_df7747990d.jpg', 1), 2178219265);
    assert.equal(pathHash('', 0), 2872998923);
  });

  it('spreads paths that are alike evenly over its range', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const path of PATHS) {
      const tenth = Math.floor((pathHash(path, 1) / 2 ** 32) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.equal(Math.min(...tenths) > 70, true, String(tenths));
    assert.equal(Math.max(...tenths) < 130, true, String(tenths));
  });

  it('gives other halves for another salt', () => {
    const inBoth = PATHS.filter((path) => pathHash(path, 1) < 2 ** 31 && pathHash(path, 2) < 2 ** 31);
    assert.equal(inBoth.length > 200 && inBoth.length < 300, true, String(inBoth.length));
  });
});
