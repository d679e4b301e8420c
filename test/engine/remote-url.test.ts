import assert from 'node:assert/strict';
import test from 'node:test';
import { bodyOpener } from '../../src/engine/remote-url.js';

const s3 = { region: null, endpoint: null, isAnonymous: false };

for (const [url, expected] of [
  ['http://', 'a URL without a user name in it'],
  ['http://me:secret@127.0.0.1/a', 'a URL without a user name in it'],
  ['s3://bucket', 's3://BUCKET/KEY'],
  ['s3://bucket/', 's3://BUCKET/KEY'],
  ['s3:///key', 's3://BUCKET/KEY'],
] as const) {
  test(`refuses ${url}`, () => {
    assert.throws(() => bodyOpener(url, s3, 'exif'), {
      code: 'bad-input',
      message: `Expected exif to be ${expected}, got ${url}.`,
      facts: { file: url },
    });
  });
}
