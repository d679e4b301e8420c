import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { describeMachine } from '../../bench/machine.js';
import { newestResult, resultName, writeResult, type BenchResult } from '../../bench/result.js';
import { YfccError } from '../../src/core/errors.js';

function resultOf(date: string, commit: string): BenchResult {
  const machine = { ...describeMachine(tmpdir()), date, commit, isChanged: false };
  const none = { dataset: 0, autotags: 0, exif: 0, places: 0 };
  const input = { rows: 1, seed: 1, fingerprint: '', bytes: { text: none, bz2: none } };
  return { machine, command: 'npm run bench', runs: 1, shardRows: 1, input, cases: [], microRows: 1, micro: [] };
}

describe('results', () => {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bench-result-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('are named after day and commit', () => {
    const { machine } = resultOf('2026-07-01T23:59:59.999Z', 'abc1234');
    assert.equal(resultName(machine), '2026-07-01-abc1234.json');
    assert.equal(resultName({ ...machine, isChanged: true }), '2026-07-01-abc1234-changed.json');
  });

  it('are found by their date and not by their name', async () => {
    const older = resultOf('2026-07-01T08:00:00.000Z', 'fffffff');
    const newer = resultOf('2026-07-01T09:00:00.000Z', '0000000');
    for (const result of [older, newer]) {
      await writeResult(join(dir, 'results', resultName(result.machine)), result);
    }
    await writeFile(join(dir, 'results', 'notes.md'), 'not a result');
    assert.deepEqual(await newestResult(join(dir, 'results')), newer);
  });

  it('are asked for where there are none', async () => {
    for (const empty of [dir, join(dir, 'no-such-folder')]) {
      await assert.rejects(newestResult(empty), (error) => error instanceof YfccError && error.code === 'bad-input');
    }
  });
});
