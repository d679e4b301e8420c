import assert from 'node:assert/strict';
import test from 'node:test';
import { bodyOpener, isRemote } from '../../src/engine/remote-url.js';

const s3 = { region: null, endpoint: null, isAnonymous: false };

test('knows a URL that is read from a server', () => {
  for (const name of ['http://a', 'https://a/b?c', 'HTTP://a', 's3://a/b', 'S3://a/b']) assert.ok(isRemote(name));
  for (const name of ['ftp://a', 'http', '/http://a', './s3://a', 's3']) assert.ok(!isRemote(name));
});

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
