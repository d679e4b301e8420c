import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { fileNameOf, resolveFetchOptions, type FetchOptions } from '../../src/jobs/fetch-options.js';

test('names a file like the last part of its URL', () => {
  for (const [url, name] of [
    ['http://a/b/c.bz2', 'c.bz2'],
    ['https://a/b/c%20d.bz2?x=/y#z', 'c d.bz2'],
    ['https://a/100%.bz2', '100%.bz2'],
    ['s3://bucket/a/b c%20?.bz2', 'b c%20?.bz2'],
    ['S3://bucket/key', 'key'],
  ] as const)
    assert.equal(fileNameOf(url), name);
});

for (const url of ['http://a', 'http://a/b/', 'https://a/%2e%2e%2fb', 's3://bucket', 's3://bucket/a/', 's3://b/..']) {
  test(`refuses ${url}, which has no name of a file`, () => {
    assert.throws(() => fileNameOf(url), {
      code: 'usage',
      message: `Expected a URL that ends with the name of a file, got ${url}.`,
    });
  });
}

test('takes a URL that ends with a slash for the four official files', () => {
  for (const base of ['https://a/b/', 's3://bucket/', 's3://bucket/a b/']) {
    const { targets } = resolveFetchOptions({ urls: [base, 'http://a/other'], out: 'x' });
    assert.deepEqual(targets, [
      ...['dataset', 'autotags', 'exif', 'places'].map((source) => ({
        url: `${base}yfcc100m_${source}.bz2`,
        path: resolve(`x/yfcc100m_${source}.bz2`),
      })),
      { url: 'http://a/other', path: resolve('x/other') },
    ]);
  }
});

test('fills in the defaults', () => {
  assert.deepEqual(resolveFetchOptions({ urls: ['http://a/b', 's3://a/c'], out: 'x' }), {
    targets: [
      { url: 'http://a/b', path: resolve('x/b') },
      { url: 's3://a/c', path: resolve('x/c') },
    ],
    out: resolve('x'),
    overwrite: false,
    s3: { region: null, endpoint: null, isAnonymous: false },
  });
});

const GIVEN: FetchOptions = { urls: ['http://a/b'], out: 'x' };

for (const [what, options, message] of [
  ['a path', { ...GIVEN, urls: ['/a/b'] }, 'Expected an http://, https:// or s3:// URL, got /a/b.'],
  ['a scheme alone', { ...GIVEN, urls: ['s3://'] }, 'Expected a URL that ends with the name of a file, got s3://.'],
  ['a URL that is none', { ...GIVEN, urls: ['http://'] }, 'Expected an http://, https:// or s3:// URL, got http://.'],
  ['no URL', { ...GIVEN, urls: [] }, 'Expected --urls to name a file on a server, got [].'],
  ['no folder', { ...GIVEN, out: '' }, 'Expected --out to name a folder, got nothing.'],
  [
    'two files of one name',
    { ...GIVEN, urls: ['http://a/b', 's3://c/d/b'] },
    'Expected files with names of their own, got b from http://a/b and from s3://c/d/b. Give each an --out of its own.',
  ],
  [
    'an endpoint that is no URL',
    { ...GIVEN, s3Endpoint: 'localhost' },
    'Expected --s3-endpoint to be a URL such as http://127.0.0.1:9000, got localhost.',
  ],
  ['an option that is none', Object.assign({ s3region: 'x' }, GIVEN), 'Expected only known options, got --s3region.'],
] as const) {
  test(`refuses ${what}`, () => {
    assert.throws(() => resolveFetchOptions(options), { code: 'usage', message });
  });
}
