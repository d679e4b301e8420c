import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTCOMES } from '../../src/core/outcome.js';
import { backoffMs, RETRY_AFTER_CAP_MS, retryAfterMs } from '../../src/core/retry.js';

test('asks again only after what can pass', () => {
  const again = OUTCOMES.filter((outcome) => backoffMs(outcome, 1, 0.5) !== null);
  assert.deepEqual(again, ['throttled', 'truncated', 'timeout', 'network', 'server-error']);
});

test('spreads a wait between nothing and a bound that doubles up to its cap', () => {
  const bounds = [1, 2, 3, 7, 40].map((tries) => backoffMs('network', tries, 1));
  assert.deepEqual(bounds, [500, 1000, 2000, 30_000, 30_000]);
  assert.equal(backoffMs('network', 3, 0), 0);
  assert.equal(backoffMs('network', 3, 0.25), 500);
  assert.equal(backoffMs('throttled', 1, 1), 2000);
});

const NOW_MS = Date.UTC(1994, 10, 6, 8, 49, 30);

const HEADERS: readonly (readonly [name: string, header: string | null, ms: number | null])[] = [
  ['no header', null, null],
  ['seconds', '7', 7000],
  ['spaces around seconds', ' 7 ', 7000],
  ['no wait', '0', 0],
  ['more than the cap', '86400', RETRY_AFTER_CAP_MS],
  ['a date', 'Sun, 06 Nov 1994 08:49:37 GMT', 7000],
  ['a date in the oldest form', 'Sun Nov  6 08:49:37 1994', 7000],
  ['a date in the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', 7000],
  ['a date in the past', 'Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['a date far off', 'Mon, 06 Nov 1995 08:00:00 GMT', RETRY_AFTER_CAP_MS],
  ['a negative number', '-7', null],
  ['words that a lenient parser takes for a date', '3 apples', null],
  ['a day that is no date', 'Sunday lunch', null],
];

for (const [name, header, ms] of HEADERS) {
  test(`reads a Retry-After with ${name}`, () => {
    assert.equal(retryAfterMs(header, NOW_MS), ms);
  });
}
