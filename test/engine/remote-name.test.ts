import assert from 'node:assert/strict';
import test from 'node:test';
import { isRemote } from '../../src/engine/remote-name.js';

test('knows a URL that is read from a server', () => {
  for (const name of ['http://a', 'https://a/b?c', 'HTTP://a', 's3://a/b', 'S3://a/b']) assert.ok(isRemote(name));
  for (const name of ['ftp://a', 'http', '/http://a', './s3://a', 's3']) assert.ok(!isRemote(name));
});
