import assert from 'node:assert/strict';
import test from 'node:test';
import type { LoggedAnswer } from '../../bench/media-server/answer-log.js';
import { accountChecks, disagreements, extraFetches, growth, type SoakRecord } from '../../bench/soak-checks.js';

const RECORDS: readonly SoakRecord[] = [
  { photoId: '1', outcome: 'ok' },
  { photoId: '2', outcome: 'gone' },
  { photoId: '3', outcome: 'ok' },
];

function answer(path: string, more: Partial<LoggedAnswer> = {}): LoggedAnswer {
  return { milliseconds: 0, host: 'host', path, fault: null, status: 200, isWhole: true, ...more };
}

/** The names of the checks that are not met. */
function wrong(...args: Parameters<typeof accountChecks>): readonly string[] {
  return accountChecks(...args).flatMap(({ name, isMet }) => (isMet ? [] : [name]));
}

test('finds nothing wrong with a record for each row', () => {
  assert.deepEqual(wrong(['1', '2', '3'], RECORDS, { ok: 2, gone: 1 }), []);
});

test('finds rows without a record, records that stand twice, and strangers', () => {
  const lost = 'rows without a record';
  const summed = 'outcomes that the job counts, summed';
  assert.deepEqual(wrong(['1', '2', '3', '4'], RECORDS, { ok: 2, gone: 1 }), ['records', lost, summed]);
  assert.deepEqual(
    wrong(['1', '3', '4'], [...RECORDS.slice(0, 1), ...RECORDS.slice(2), ...RECORDS.slice(2)], { ok: 3 }),
    [lost, 'records that stand twice'],
  );
  assert.deepEqual(wrong(['1', '2', '5'], RECORDS, { ok: 2, gone: 1 }), [lost, 'records of no row']);
});

test('finds counts that are not those of the records', () => {
  assert.deepEqual(wrong(['1', '2', '3'], RECORDS, { ok: 1, gone: 2 }), [
    'outcomes that it counts otherwise than the records say',
  ]);
});

test('holds each outcome to the last answer of its path', () => {
  const log = [
    answer('/1.jpg', { fault: 'busy', status: 503 }),
    answer('/1.jpg'),
    answer('/2.jpg', { fault: 'gone', status: 410 }),
    answer('/3.jpg', { fault: 'drip', isWhole: false }),
  ];
  assert.deepEqual(disagreements(RECORDS, log), [{ photoId: '3', outcome: 'ok', expected: ['timeout'] }]);
});

test('takes no good outcome for a path that was not asked, or not sent whole', () => {
  const log = [answer('/1.jpg', { isWhole: false }), answer('/2.jpg', { fault: 'gone' })];
  assert.deepEqual(
    disagreements(RECORDS, log).map(({ photoId, expected }) => [photoId, expected.includes('ok')]),
    [
      ['1', false],
      ['3', false],
    ],
  );
});

test('counts whole files that came again, and nothing else', () => {
  const picture = '/pw/images/en-us/photo_unavailable.png';
  const log = [
    answer('/1.jpg'),
    answer('/1.jpg'),
    answer('/1.jpg'),
    answer('/2.jpg', { isWhole: false }),
    answer('/2.jpg'),
    answer('/3.jpg', { fault: 'gone', status: 410 }),
    answer('/3.jpg', { fault: 'gone', status: 410 }),
    answer(picture),
    answer(picture),
  ];
  assert.equal(extraFetches(log), 2);
});

test('compares memory at the end with that at a quarter, whatever was before and between', () => {
  const samples = [...Array<number>(25).fill(10), ...Array<number>(10).fill(100), ...Array<number>(55).fill(500)];
  assert.equal(growth([...samples, ...Array<number>(10).fill(125)]), 0.25);
  assert.equal(growth([1, 2, 3]), null);
});
