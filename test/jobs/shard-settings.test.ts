import assert from 'node:assert/strict';
import test from 'node:test';
import { createCounters } from '../../src/core/counters.js';
import { resolveRunOptions, type RunOptions } from '../../src/jobs/run-options.js';
import { shardSettings } from '../../src/jobs/shard-settings.js';

const FOLDER = { outDir: '/out', tmpDir: '/out/tmp', content: null, close: () => Promise.resolve() };

const settingsOf = (options: Partial<RunOptions>) =>
  shardSettings(resolveRunOptions({ dataset: 'd', out: 'o', ...options }), FOLDER, createCounters());

test('tells workers nothing of media in a job that fetches none', () => {
  const { counters, pauseFlag, ...settings } = settingsOf({ format: 'jsonl', gzip: true, schema: 'article' });
  assert.ok(counters instanceof SharedArrayBuffer && pauseFlag instanceof SharedArrayBuffer);
  assert.deepEqual(settings, {
    outDir: '/out',
    tmpDir: '/out/tmp',
    format: 'jsonl',
    gzipLevel: 1,
    schema: 'article',
    fields: null,
    filter: null,
    maxLineBytes: 16_777_216,
    media: null,
    dryRun: false,
  });
});

test('tells workers how to fetch, in their own units', () => {
  const { media } = settingsOf({
    media: 'photos',
    threads: 2,
    deadline: 3,
    rate: 7,
    mediaUrlTemplate: 'http://m/{kind}',
  });
  assert.ok(media !== null && media.pacer instanceof SharedArrayBuffer);
  const { kinds, connections, deadlineMs, ratePerHost, from, size } = media;
  assert.deepEqual(
    [kinds, connections, deadlineMs, ratePerHost, from, size],
    ['photos', 8, 3000, 7, ['http://m/{kind}'], '500'],
  );
});

const CONNECTIONS = [
  { connections: 16, threads: 1, each: 16 },
  { connections: 16, threads: 3, each: 5 },
  { connections: 2, threads: 8, each: 1 },
] as const;

for (const { connections, threads, each } of CONNECTIONS) {
  test(`gives each of ${threads} threads ${each} of ${connections} connections`, () => {
    assert.equal(settingsOf({ media: 'all', connections, threads }).media?.connections, each);
  });
}
