import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { resultName, writeResult } from '../../bench/result.js';
import { BZ2, machineOf, MICRO, pairOf } from './compared-results.js';

const COMPARE = fileURLToPath(new URL('../../bench/compare.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-compare-'));

before(async () => {
  await writeResult(join(scratch, 'before.json'), pairOf('x', [1, 2, 3, 4, 5, 6]));
  await writeResult(join(scratch, 'after.json'), pairOf('x', [2, 4, 6, 8, 10, 12]));
  for (const commit of ['aaa0000', 'bbb0000']) {
    const machine = machineOf(commit);
    await writeResult(join(scratch, 'bz2', resultName(machine)), { ...BZ2, machine });
  }
  const machine = machineOf('ddd0000');
  await writeResult(join(scratch, 'micro', resultName(machine)), { ...MICRO, machine });
});
after(() => rmSync(scratch, { recursive: true }));

function compare(...args: readonly string[]): {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
} {
  const all = [COMPARE, ...args, '--results', scratch];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: scratch, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

test('ends with 1 when a line has become slower, and with 0 when it has not', () => {
  const slower = compare('before.json', 'after.json');
  assert.equal(slower.code, 1, slower.err);
  assert.match(
    slower.out,
    /^## micro\n\nA: before\.json, .*\| join \| µs\/row \| +3\.5 \| +7 \| +2 \| 2 to 2, 97 % \| SLOWER \|/s,
  );
  const faster = compare('after.json', 'before.json');
  assert.deepEqual([faster.code, / 1 faster, /.test(faster.out)], [0, true]);
});

test('lets a change below the threshold pass', () => {
  assert.equal(compare('before.json', 'after.json', '--threshold', '120').code, 0);
});

test('compares two commits in every suite that both have', () => {
  const { code, out } = compare('aaa0000', 'bbb0000');
  assert.equal(code, 0);
  assert.match(out, /^## bz2\n\nA: bz2\/2026-07-01-aaa0000\.json, commit aaa0000, 2026-07-01\nB: bz2\//);
});

test('compares two commits in no suite that only one of them has', () => {
  const { code, err } = compare('aaa0000', 'ddd0000');
  assert.deepEqual([code, err], [3, 'Expected results of one suite, got bz2 of A and micro of B.\n']);
});

test('keeps a pair by both builds and its suite, and a part apart from the whole', () => {
  for (const name of ['a', 'b']) {
    mkdirSync(join(scratch, name, 'dist/src'), { recursive: true });
    writeFileSync(join(scratch, name, 'dist/src/bin.js'), '');
  }
  const build = ['--build', 'a', 'b', '--suite', 'bz2', '--rows', '400', '--runs', '1', '--out', scratch];
  for (const more of [[], ['--only', 'threads 1']]) assert.equal(compare(...build, ...more).code, 0);
  // A folder that is no checkout has no commit.
  const names = readdirSync(join(scratch, 'pairs')).map((name) => name.replace(/^\d+-\d+-\d+-/, ''));
  assert.deepEqual(names.toSorted(), [
    'unknown-unknown-bz2-a.json',
    'unknown-unknown-bz2-b.json',
    'unknown-unknown-bz2-part-a.json',
    'unknown-unknown-bz2-part-b.json',
  ]);
});

test('says what is wrong with what it was asked', () => {
  assert.deepEqual([compare('before.json').code, compare('aaa0000', 'ccc0000').code], [2, 3]);
  const { code, err } = compare('aaa0000', 'bbb0000', '--suite', 'job');
  assert.deepEqual([code, err], [3, 'Expected results of one suite, got bz2 of A and bz2 of B.\n']);
});
