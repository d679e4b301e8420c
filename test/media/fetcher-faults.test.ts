import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { FAULTS, startMediaServer, type Fault } from '../../bench/media-server/server.js';
import { fetchersIn, ID, sha256 } from './fetchers.js';

const root = await mkdtemp(join(tmpdir(), 'yfcc-fetcher-faults-'));
const { options: OPTIONS, fetchOne } = fetchersIn(root);
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  await rm(root, { recursive: true });
  await mkdir(OPTIONS.tmpDir, { recursive: true });
});

/** Not among them: a picture that is whole, and an address that these fetchers, which ask a server on loopback, may ask. */
type FailingFault = Exclude<Fault, 'placeholder-served' | 'redirect-private'>;

/** Each of them asks its path again in one try, so often. */
const REDIRECTS = 5;

/** A host that is waited for in vain twice is dead, and is not asked a third time. What each fault ends as, after how many tries, with which status. A reset that is seen together with the last bytes looks like an early end. */
const FAULT_RESULTS: Record<FailingFault, readonly [outcome: RegExp, attempts: number, status: number | null]> = {
  'not-found': [/^gone$/, 1, 404],
  gone: [/^gone$/, 1, 410],
  placeholder: [/^gone$/, 1, 302],
  throttled: [/^throttled$/, 3, 429],
  'html-429': [/^throttled$/, 3, 429],
  'html-200': [/^throttled$/, 3, 200],
  'server-error': [/^server-error$/, 3, 500],
  reset: [/^(?:network|truncated)$/, 3, 200],
  'truncated-length': [/^truncated$/, 3, 200],
  'truncated-chunked': [/^truncated$/, 3, 200],
  drip: [/^timeout$/, 2, 200],
  'wrong-type': [/^wrong-type$/, 1, 200],
  empty: [/^truncated$/, 3, 200],
  forbidden: [/^refused$/, 1, 403],
  busy: [/^server-error$/, 3, 503],
  'opted-out': [/^refused$/, 1, 200],
  'wrong-kind': [/^wrong-type$/, 1, 200],
  'too-large': [/^too-large$/, 1, 200],
  endless: [/^too-large$/, 1, 200],
  closed: [/^network$/, 3, null],
  garbage: [/^network$/, 3, null],
  'redirect-loop': [/^wrong-type$/, 1, 302],
  'slow-head': [/^timeout$/, 2, null],
};

const FAILING = FAULTS.filter((fault): fault is FailingFault => Object.hasOwn(FAULT_RESULTS, fault));

for (const fault of FAILING) {
  test(`ends the fault ${fault} with one outcome and no file`, async (t) => {
    const media = await startMediaServer({ faultFor: () => fault });
    t.after(() => media.close());
    const deadline = fault === 'drip' || fault === 'slow-head' ? { deadlineMs: 400, isRealTime: true } : {};
    const result = await fetchOne(`${media.origin}/7205/6985418911_df7747990d.jpg`, deadline);
    const [outcome, attempts, status] = FAULT_RESULTS[fault];
    assert.match(result.outcome, outcome);
    assert.deepEqual([result.attempts, result.status, result.path, result.bytes], [attempts, status, null, 0]);
    assert.notEqual(result.detail, null);
    assert.equal(media.counts[fault], fault === 'redirect-loop' ? attempts + REDIRECTS : attempts);
    assert.equal(media.counts['unavailable'], 0);
  });
}

test('gets the file once what can pass has passed', async (t) => {
  const lasting: ReadonlySet<Fault> = new Set<Fault>(['drip', 'empty', 'slow-head']);
  const faults = FAILING.filter((fault) => FAULT_RESULTS[fault][1] === 3 && !lasting.has(fault));
  const faultFor = (path: string): Fault => faults[Number(path.split('/')[1])] ?? assert.fail();
  const media = await startMediaServer({ faultFor, transientAttempts: 2 });
  t.after(() => media.close());
  for (const at of faults.keys()) {
    const path = `/${at}/${ID}_df7747990d.jpg`;
    const result = await fetchOne(media.origin + path);
    assert.deepEqual([result.outcome, result.attempts], ['ok', 3]);
    assert.equal(result.sha256, sha256(media.expected(path).body ?? assert.fail()));
    await rm(OPTIONS.outDir, { recursive: true });
  }
});
