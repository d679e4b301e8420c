import assert from 'node:assert/strict';
import test from 'node:test';
import { checkS3, S3_DEFAULTS, s3Settings } from '../../src/jobs/s3-options.js';

test('leaves to the SDK what is not given', () => {
  assert.deepEqual(s3Settings(S3_DEFAULTS), { region: null, endpoint: null, isAnonymous: false });
  const given = { s3Region: 'us-west-2', s3Endpoint: 'http://127.0.0.1:9000', s3Anonymous: true };
  assert.deepEqual(s3Settings(given), {
    region: 'us-west-2',
    endpoint: 'http://127.0.0.1:9000',
    isAnonymous: true,
  });
});

test('takes an endpoint that is a URL of a web server, and no other', () => {
  for (const s3Endpoint of ['', 'http://127.0.0.1:9000', 'https://s3.example.org'])
    checkS3({ ...S3_DEFAULTS, s3Endpoint });
  for (const s3Endpoint of ['127.0.0.1:9000', 'localhost:9000', 'ftp://a', 's3://a'])
    assert.throws(() => checkS3({ ...S3_DEFAULTS, s3Endpoint }), { code: 'usage' });
});
