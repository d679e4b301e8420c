import assert from 'node:assert/strict';
import test from 'node:test';
import { OUTCOMES } from '../../src/core/outcome.js';
import { MEDIA_DEFAULTS, resolveMedia, type MediaOptions, type ResolvedMedia } from '../../src/jobs/media-options.js';
import { failedCount } from '../../src/jobs/totals.js';

const JOB = { media: 'photos', overwrite: false } as const;

function resolved(options: MediaOptions = {}): ResolvedMedia {
  return resolveMedia({ ...MEDIA_DEFAULTS, ...options, ...JOB });
}

test('takes failed for just those outcomes that count as failed', () => {
  const again = resolved({ retry: ['failed'] }).again ?? [];
  for (const outcome of OUTCOMES)
    assert.equal(again.includes(outcome), failedCount({ outcomes: { [outcome]: 1 } }) === 1, outcome);
});

test('takes outcomes by their names, and nothing for a job that is not gone over again', () => {
  assert.deepEqual(resolved({ retry: ['network,gone', 'unfit'] }).again, ['network', 'gone', 'unfit']);
  assert.deepEqual(resolved({ recheck: true }).again, []);
  assert.equal(resolved().again, null);
});

test('puts the contact where people look for it', () => {
  const agentOf = (userAgent: string, contact: string): string => resolved({ userAgent, contact }).userAgent;
  assert.equal(agentOf('a (b)', ''), 'a (b)');
  assert.equal(agentOf('a (b)', 'me@x'), 'a (b; me@x)');
  assert.equal(agentOf('a', 'me@x'), 'a (me@x)');
});

test("has ten requests a second for each of Flickr's hosts unless told otherwise", () => {
  assert.deepEqual(resolved().rates, { flickr: 10, hosts: [] });
  assert.equal(resolved({ rate: ['0'] }).rates.flickr, 0);
});

test('takes placeholders as SHA-256, in either case', () => {
  assert.deepEqual(resolved({ placeholder: ['AB'.repeat(32)] }).placeholder, ['ab'.repeat(32)]);
});

for (const [options, message] of [
  [{ placeholder: ['ab'] }, /64 hex digits, got `ab`/],
  [{ contact: 'me\n' }, /^Expected --user-agent without control characters/],
  [{ allowHost: ['a b'] }, /^Expected --allow-host/],
  [{ resolve: ['a'] }, /^Expected `resolve` to be/],
  [{ rate: ['fast'] }, /^Expected --rate to be/],
  [{ retry: ['ok'] }, /^Expected --retry to list outcomes \(throttled, .*, gone, unfit, failed\), got `ok`/],
] as const) {
  test(`refuses ${JSON.stringify(options)}`, () => {
    assert.throws(() => resolved(options), { code: 'usage', message });
  });
}

test('refuses to go over a job that fetches no media, or begins anew', () => {
  for (const job of [{ media: 'none' }, { overwrite: true }] as const)
    assert.throws(() => resolveMedia({ ...MEDIA_DEFAULTS, ...JOB, ...job, recheck: true }), {
      code: 'usage',
      message: /^Expected --retry and --recheck with a finished job's own --media and without --overwrite, got --/,
    });
});
