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
    shardBytes: 0,
    schema: 'article',
    fields: null,
    filter: null,
    maxLineBytes: 16_777_216,
    media: null,
    writes: true,
    delayMs: 0,
    dryRun: false,
  });
});

test('tells workers how to fetch, in their own units', () => {
  const { media } = settingsOf({
    media: 'photos',
    threads: 2,
    deadline: 3,
    rate: ['7', 'm=9'],
    mediaUrlTemplate: 'http://m/{kind}',
  });
  assert.ok(media !== null && media.hosts instanceof SharedArrayBuffer);
  const { kinds, connections, deadlineMs, rates, from, size } = media;
  assert.deepEqual(
    [kinds, connections, deadlineMs, rates, from, size],
    ['photos', 16, 3000, { flickr: 7, hosts: [{ host: 'm', perSecond: 9 }] }, ['http://m/{kind}'], '500'],
  );
});

test('has a connection at least for each thread', () => {
  assert.equal(settingsOf({ media: 'all', connections: 2, threads: 8 }).media?.connections, 8);
});
test('tells workers what to do with pictures, if anything', () => {
  assert.equal(settingsOf({ media: 'photos' }).media?.image, null);
  const { quality, resize } = settingsOf({ media: 'photos', resize: 256, quality: 80 }).media?.image ?? {};
  assert.deepEqual([quality, resize?.pixels], [80, 256]);
});

test('tells workers of a dry run nothing of pictures', () => {
  assert.equal(settingsOf({ media: 'photos', resize: 256, dryRun: true }).media, null);
});

test('waits for dead hosts only where what was put off could not be written later', () => {
  assert.equal(settingsOf({ media: 'all', format: 'jsonl' }).media?.isPatient, false);
  assert.equal(settingsOf({ media: 'all', format: 'sqlite' }).media?.isPatient, true);
});
