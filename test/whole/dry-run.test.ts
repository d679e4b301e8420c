import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { RunSummary } from '../../src/jobs/reporter.js';
import { synth } from '../../src/jobs/synth.js';
import { runMain } from '../cli/fake-terminal.js';
import { scratchFolder } from './scratch.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('dry-run');
const input = join(scratch, 'in');
const JOB = ['run', '--in', input, '--max-rejects', '1000', '--format', 'jsonl'] as const;
const FILTERS = ['--license', 'by,by-nc', '--sample', '0.6', '--lines', '100..2500'] as const;

/** What a dry run tells a program. */
async function counted(...options: readonly string[]): Promise<RunSummary> {
  const { code, stderr } = await runMain(...JOB, '--dry-run', '--log', 'json', ...options);
  assert.equal(code, 0, stderr);
  const events = stderr.trimEnd().split('\n');
  const end = JSON.parse(events.at(-1) ?? '') as RunSummary & { readonly event: string };
  assert.equal(end.event, 'end');
  return end;
}

interface Counted {
  readonly kind: string;
  readonly license: string;
  readonly date_taken: string | null;
}

function tallied(values: readonly string[]): Readonly<Record<string, number>> {
  const tally: Record<string, number> = {};
  for (const value of values) tally[value] = (tally[value] ?? 0) + 1;
  return tally;
}

const nonZero = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

before(() => synth({ rows: 3000, out: input, seed: 9, gaps: 0.002, bad: 0.002, compress: 'none' }));

describe('yfcc run --dry-run', () => {
  it('counts the very records that the job writes, and their bytes', { timeout: 60_000 }, async () => {
    for (const options of [[], FILTERS]) {
      const out = join(scratch, `real ${options.length}`);
      const real = await runMain(...JOB, '--out', out, '--log', 'json', ...options);
      const end = JSON.parse(real.stderr.trimEnd().split('\n').at(-1) ?? '') as RunSummary;
      const text = recordText(out);
      const records = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Counted);
      const { totals, dryRun } = await counted(...options);
      assert.ok(dryRun !== undefined && records.length > 100);
      assert.deepEqual(nonZero(dryRun.kinds), tallied(records.map(({ kind }) => kind)));
      assert.deepEqual(nonZero(dryRun.licenses), tallied(records.map(({ license }) => license)));
      assert.deepEqual(dryRun.years, tallied(records.map(({ date_taken: date }) => date?.slice(0, 4) ?? 'none')));
      assert.equal(totals.bytes, Buffer.byteLength(text));
      for (const name of ['rows', 'records', 'rejects', 'gaps', 'badItems', 'wrongHashes'] as const)
        assert.deepEqual(totals[name], end.totals[name], name);
      if (options.length > 0) continue;
      assert.equal(dryRun.textBytes.dataset, statSync(join(input, 'yfcc100m_dataset')).size);
    }
  });

  it('counts the same for any threads, shards of any size, and any decoder', { timeout: 60_000 }, async () => {
    const { dryRun, totals } = await counted(...FILTERS, '--threads', '1');
    for (const options of [
      ['--threads', '3'],
      ['--threads', '2', '--shard-rows', '77'],
    ]) {
      const again = await counted(...FILTERS, ...options);
      assert.deepEqual([again.totals.records, again.totals.bytes], [totals.records, totals.bytes]);
      if (options.length === 2) assert.deepEqual(again.dryRun, dryRun);
      else assert.deepEqual({ ...again.dryRun, textBytes: null }, { ...dryRun, textBytes: null });
    }
  });

  it('makes no folder, leaves one that is there as it is, and needs none', { timeout: 60_000 }, async () => {
    const out = join(scratch, 'new');
    const files = readdirSync(input);
    const { code, stdout, stderr } = await runMain(
      ...JOB,
      '--dry-run',
      '--out',
      out,
      '--media',
      'all',
      '--write-index',
      '--overwrite',
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Dry run: [\d,]+ records of [\d,]+ rows, .*; nothing was written\.\n {2}read: /);
    assert.equal(existsSync(out), false);
    assert.deepEqual(readdirSync(input), files);
    const there = join(scratch, 'real 0');
    const before = readdirSync(there);
    assert.equal((await runMain(...JOB, '--dry-run', '--out', there, '--schema', 'article')).code, 0);
    assert.deepEqual(readdirSync(there), before);
  });

  it('ends with the exit codes of the job', { timeout: 60_000 }, async () => {
    const over = await runMain('run', '--in', input, '--dry-run');
    assert.equal(over.code, 1);
    const lost = await runMain('run', '--dataset', join(scratch, 'lost'), '--dry-run');
    assert.equal(lost.code, 3);
  });
});
