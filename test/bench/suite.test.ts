import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { describeMachine } from '../../bench/machine.js';
import { ROOT } from '../../bench/paths.js';
import { RESULTS_DIR } from '../../bench/result.js';
import { measureSuite } from '../../bench/suite.js';

const scratch = mkdtempSync(join(tmpdir(), 'bench-suite-'));
after(() => rmSync(scratch, { recursive: true }));

const COMMON = { name: 'no-such-suite', argv: ['--runs', '3'] };

test('keeps what was measured with machine and command, and shows it', async () => {
  const json = join(scratch, 'whole.json');
  const shown: unknown[] = [];
  const report = (result: unknown): string => `${shown.push(result)} shown`;
  const result = await measureSuite({ ...COMMON, json, report }, () => Promise.resolve({ rows: 5 }));
  assert.deepEqual([result.rows, result.command], [5, 'npm run bench:no-such-suite -- --runs 3']);
  assert.equal(result.machine.commit, describeMachine(ROOT).commit);
  assert.deepEqual(shown, [result]);
  assert.deepEqual(JSON.parse(readFileSync(json, 'utf8')), result);
});

test('keeps a part only where it is told to', async () => {
  const json = join(scratch, 'part.json');
  const part = { ...COMMON, isPart: true, report: () => 'a part' };
  await measureSuite({ ...part, json: undefined }, () => Promise.resolve({}));
  assert.equal(existsSync(join(RESULTS_DIR, COMMON.name)), false);
  await measureSuite({ ...part, json }, () => Promise.resolve({}));
  assert.equal(existsSync(json), true);
});

test('keeps nothing of work that failed', async () => {
  const json = join(scratch, 'failed.json');
  const failed = measureSuite({ ...COMMON, json, report: () => '' }, () => Promise.reject(new RangeError('why')));
  await assert.rejects(failed, { name: 'RangeError' });
  assert.equal(existsSync(json), false);
});
