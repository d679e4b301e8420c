import assert from 'node:assert/strict';
import test from 'node:test';
import { jobLine } from '../../src/jobs/job-line.js';
import { resolveRunOptions, type RunOptions } from '../../src/jobs/run-options.js';
import type { SourceFiles } from '../../src/jobs/sources.js';
import { VERSION } from '../../src/version.js';

const unopened = (): never => assert.fail('a line needs no byte of a file');

const FILES = {
  dataset: [
    { source: 'dataset', path: '/in/d', bytes: 10, fingerprint: 'd', form: 'bz2', isLocal: true, open: unopened },
  ],
  exif: [{ source: 'exif', path: '/in/e', bytes: 20, fingerprint: 'e', form: 'plain', isLocal: true, open: unopened }],
} satisfies SourceFiles;

const lineOf = (options: Partial<RunOptions> = {}) =>
  jobLine(resolveRunOptions({ dataset: 'd', out: 'o', ...options }), FILES);

test('says which files, which options and which version', () => {
  assert.deepEqual(lineOf({ lines: '5..', shardRows: 7 }), {
    type: 'job',
    version: VERSION,
    sources: { dataset: { bytes: 10, fingerprint: 'd' }, exif: { bytes: 20, fingerprint: 'e' } },
    options: {
      format: 'files',
      gzip: false,
      schema: 'full',
      media: 'none',
      'shard-rows': 7,
      from: 5,
      to: null,
      'max-line-bytes': 16_777_216,
      'look-ahead': 10_000,
    },
    paths: { dataset: '/in/d', exif: '/in/e' },
  });
});

const OTHER_JOBS: readonly Partial<RunOptions>[] = [
  { format: 'jsonl' },
  { format: 'jsonl', gzip: true },
  { format: 'jsonl', gzip: true, gzipLevel: 9 },
  { sample: 0.5 },
  { fields: ['title'] },
  { fields: ['title,exif'] },
  { schema: 'article' },
  { media: 'all' },
  { media: 'all', imageFacts: true },
  { media: 'all', resize: 256 },
  { media: 'all', resize: 256, resizeMode: 'border' },
  { media: 'all', resize: 256, onlyIfBigger: true },
  { media: 'all', resize: 256, encode: 'webp' },
  { media: 'all', resize: 256, quality: 80 },
  { media: 'all', minImageSize: 5 },
  { media: 'all', maxImageArea: 5 },
  { media: 'all', maxAspectRatio: 2.5 },
  { shardRows: 5 },
  { lines: '1..' },
  { limit: 5 },
  { maxLineBytes: 2000 },
  { lookAhead: 5 },
  { sink: 'null' },
];

test('is another line for whatever changes the output', () => {
  const lines = [{}, ...OTHER_JOBS].map((options) => JSON.stringify(lineOf(options)));
  assert.equal(new Set(lines).size, lines.length);
});

test('is the same line for what does not, so that a job can go on with more threads, slower or elsewhere', () => {
  const same = [
    { threads: 3 },
    { connections: 5, rate: ['1'], attempts: 9, deadline: 5 },
    { maxRejects: 9, maxFailed: 9 },
    { resume: true },
    { decodeBytes: 1_000_000, sink: 'delay=5' },
    { out: 'elsewhere' },
    { lines: '0..' },
  ];
  for (const options of same) assert.deepEqual(lineOf(options), lineOf());
});

test('says which files a source of several has, and is another line for another order of them', () => {
  const [first] = FILES.dataset;
  const second = { ...first, path: '/in/f', bytes: 5, fingerprint: 'f' };
  const resolved = resolveRunOptions({ dataset: 'd', out: 'o' });
  const { sources, paths } = jobLine(resolved, { dataset: [first, second] });
  const { fingerprint, ...rest } = sources.dataset ?? { fingerprint: '' };
  assert.deepEqual(rest, {
    bytes: 15,
    files: [
      { bytes: 10, fingerprint: 'd' },
      { bytes: 5, fingerprint: 'f' },
    ],
  });
  assert.match(fingerprint ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(paths, { dataset: ['/in/d', '/in/f'] });
  const other = jobLine(resolved, { dataset: [second, first] });
  assert.notEqual(other.sources.dataset?.fingerprint, fingerprint);
});
