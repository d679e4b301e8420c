import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { measureBuilds, type BuildOptions } from '../../bench/builds.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-builds-'));
after(() => rmSync(scratch, { recursive: true }));

const OPTIONS: BuildOptions = {
  suite: 'bz2',
  runs: 2,
  rows: 400,
  ms: 1,
  only: '',
  out: scratch,
  command: 'npm run bench:compare',
  onRound: () => {},
};

/** A build that says in a log which it is, and with how many threads it was called. */
function buildOf(name: string): string {
  const dir = join(scratch, name);
  mkdirSync(join(dir, 'dist/src'), { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{"type":"commonjs"}');
  const log = `require('node:fs').appendFileSync(${JSON.stringify(join(scratch, 'log'))}, '${name}' + process.argv[4] + ' ')`;
  writeFileSync(join(dir, 'dist/src/bin.js'), log);
  return dir;
}

test('runs the commands of two builds by turns, each round begun by another one', async () => {
  const [a, b] = await measureBuilds(buildOf('a'), buildOf('b'), OPTIONS);
  assert.equal(readFileSync(join(scratch, 'log'), 'utf8'), 'a1 b1 a2 b2 b1 a1 b2 a2 ');
  assert.ok(a !== undefined && b !== undefined && a.pair === b.pair);
  assert.deepEqual(
    a.lines.map(({ name, unit }) => `${name} ${unit}`),
    [1, 2].flatMap((threads) => [`yfcc cat --threads ${threads} ms/MB`, `yfcc cat --threads ${threads} CPU ms/MB`]),
  );
  for (const { values } of [...a.lines, ...b.lines]) assert.equal(values.length, 2);
});

test('runs only what is asked for', async () => {
  const [a] = await measureBuilds(buildOf('a'), buildOf('b'), { ...OPTIONS, only: 'threads 2' });
  assert.deepEqual(new Set(a?.lines.map(({ name }) => name)), new Set(['yfcc cat --threads 2']));
});

test('refuses a name that nothing has', async () => {
  const wrong = measureBuilds(buildOf('a'), buildOf('b'), { ...OPTIONS, only: 'no such' });
  await assert.rejects(wrong, { code: 'usage', message: /--only .* got `no such`/ });
});

test('measures the functions of two builds by turns', async () => {
  const only = 'isPublicAddress';
  const [a, b] = await measureBuilds(ROOT, ROOT, { ...OPTIONS, suite: 'micro', only });
  for (const side of [a, b]) {
    assert.deepEqual(
      side?.lines.map(({ name, unit }) => `${name} ${unit}`),
      ['isPublicAddress µs/address'],
    );
    assert.ok(side?.lines[0]?.values.length === 2 && side.lines[0].values.every((value) => value > 0));
  }
});

test('says which build is not there', async () => {
  const missing = join(scratch, 'none');
  await assert.rejects(measureBuilds(buildOf('a'), missing, OPTIONS), {
    code: 'bad-input',
    message: `Expected a build with ${missing}/dist/src/bin.js, got none. Run \`npm run build\` there.`,
  });
});
