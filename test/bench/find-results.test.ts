import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findResults } from '../../bench/find-results.js';
import { resultName, writeResult, type MeasuredResult } from '../../bench/result.js';
import { BZ2, machineOf, MICRO, pairOf } from './compared-results.js';

let dir = '';
const older = { ...BZ2, machine: machineOf('abc1234', '2026-07-01T08:00:00.000Z') };
const newer = { ...BZ2, machine: machineOf('abc1234', '2026-07-02T08:00:00.000Z') };

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'find-results-'));
  const keep = (suite: string, result: MeasuredResult): Promise<void> =>
    writeResult(join(dir, suite, resultName(result.machine)), result);
  await keep('bz2', older);
  await keep('bz2', newer);
  await keep('micro', MICRO);
  await keep('soak', Object.assign({ checks: [] }, older));
  await writeResult(join(dir, 'pairs', 'one-a.json'), pairOf('x', [1]));
});
after(() => rm(dir, { recursive: true }));

const CASES: readonly { readonly what: string; readonly name: () => string; readonly found: readonly string[] }[] = [
  { what: 'a file', name: () => join(dir, 'bz2/2026-07-01-abc1234.json'), found: ['bz2 2026-07-01'] },
  { what: 'a suite and a commit, the newest', name: () => 'bz2/abc1234', found: ['bz2 2026-07-02'] },
  { what: 'a suite and a name', name: () => 'bz2/2026-07-01-abc1234', found: ['bz2 2026-07-01'] },
  { what: 'a pair by the suite in it', name: () => join(dir, 'pairs/one-a.json'), found: ['micro 2026-07-01'] },
];
for (const { what, name, found } of CASES) {
  test(`finds ${what}`, async () => {
    const results = await findResults(dir, name());
    assert.deepEqual(
      results.map(({ suite, result }) => `${suite} ${result.machine.date.slice(0, 10)}`),
      found,
    );
  });
}

test('finds a commit in every suite that has it, but not what is judged', async () => {
  const suites = (await findResults(dir, 'abc1234')).map(({ suite }) => suite);
  assert.deepEqual(suites.toSorted(), ['bz2', 'micro', 'pairs']);
});

test('says what it looked for when there is none', async () => {
  for (const name of ['fff0000', 'bz2/fff0000', 'bz2/', 'no/such.json'])
    await assert.rejects(findResults(dir, name), { code: 'bad-input', message: new RegExp(`got \`${name}\``) });
});
