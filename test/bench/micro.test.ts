import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { benchData } from '../../bench/data.js';
import type { MicroCase } from '../../bench/micro-case.js';
import { microCases } from '../../bench/micro-cases.js';
import { microInput } from '../../bench/micro-input.js';
import { measureMicro } from '../../bench/micro.js';

const scratch = mkdtempSync(join(tmpdir(), 'bench-micro-'));
after(() => rmSync(scratch, { recursive: true }));

const caseOf = (name: string, run: () => unknown): MicroCase => ({
  name,
  folder: 'core',
  unit: 'row',
  items: 3,
  bytes: 30,
  run,
});

test('measures every function in every round, in turns', async () => {
  const rounds: string[] = [];
  const turns: string[] = [];
  const cases = ['a', 'b'].map((name) => caseOf(name, () => turns.at(-1) === name || turns.push(name)));
  const results = await measureMicro(cases, { runs: 3, timeMs: 1, onRound: (text) => rounds.push(text) });
  assert.deepEqual(
    rounds,
    [1, 2, 3].map((round) => `round ${round} of 3: 2 functions`),
  );
  for (const [k, { name, folder, unit, items, bytes, milliseconds, samples }] of results.entries()) {
    assert.deepEqual(
      { name, folder, unit, items, bytes },
      { name: 'ab'[k], folder: 'core', unit: 'row', items: 3, bytes: 30 },
    );
    assert.ok(milliseconds.length === 3 && milliseconds.every((each) => each >= 0));
    assert.ok(samples.length === 3 && samples.every((each) => each >= 5));
  }
  // One call to see whether to wait for it; then in each round all are warmed up before they are measured.
  assert.equal(turns.join(''), 'ab'.repeat(7));
});

test('throws what a function throws', async () => {
  const ill = caseOf('ill', () => {
    throw new RangeError('why');
  });
  await assert.rejects(measureMicro([ill], { runs: 1, timeMs: 1, onRound: () => {} }), { name: 'RangeError' });
});

test('has a function of every folder that holds hot ones, each under another name, and each does its work', async () => {
  const cases = microCases(await microInput(await benchData(join(scratch, 'data'), 300, 1), scratch));
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
  assert.deepEqual([...new Set(cases.map(({ folder }) => folder))].toSorted(), [
    'bz2',
    'core',
    'engine',
    'media',
    'order',
    'records',
    'sinks',
  ]);
  for (const { name, run } of cases) {
    const first = await run();
    // A second call is as good as the first: nothing is used up.
    assert.deepEqual(await run(), first, name);
    assert.notEqual(first, 0, name);
  }
});
