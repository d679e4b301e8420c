import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { describeMachine } from '../../bench/machine.js';
import {
  commandOf,
  newestResult,
  resultName,
  resultsIn,
  writeResult,
  type MeasuredResult,
} from '../../bench/result.js';

function resultOf(date: string, commit: string): MeasuredResult {
  return { machine: { ...describeMachine(tmpdir()), date, commit, isChanged: false }, command: 'npm run bench:bz2' };
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
    const kept = await resultsIn(join(dir, 'results'));
    assert.deepEqual(kept, [
      { file: join(dir, 'results', '2026-07-01-0000000.json'), result: newer },
      { file: join(dir, 'results', '2026-07-01-fffffff.json'), result: older },
    ]);
  });

  it('are none where there are none', async () => {
    for (const empty of [dir, join(dir, 'no-such-folder')]) assert.equal(await newestResult(empty), null);
  });

  it('say the command that makes them again', () => {
    assert.equal(commandOf('bz2', []), 'npm run bench:bz2');
    assert.equal(commandOf('bz2', ['--runs', '4']), 'npm run bench:bz2 -- --runs 4');
    for (const json of [['--json', 'a.json'], ['--json=a.json']]) {
      assert.equal(commandOf('bz2', [...json, '--runs', '4']), 'npm run bench:bz2 -- --runs 4');
      assert.equal(commandOf('bz2', json), 'npm run bench:bz2');
    }
  });
});
