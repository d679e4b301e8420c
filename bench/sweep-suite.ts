/**
 * The real job, bz2 to lines of JSON, for each number of threads with shards of each size.
 *
 * `npm run bench:sweep -- [--rows N] [--runs N] [--threads A,B] [--shard-rows A,B] [--seed N] [--out DIR] [--json FILE]`. Each
 * run is a process of its own, all cases in turn, round by round; jobs write below DIR, `out` here. The result is kept in
 * bench/results/sweep.
 */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { positiveInteger, positiveIntegers } from './arguments.js';
import { sweepFor } from './cases.js';
import { OUT_DEFAULT } from './paths.js';
import { measureCases } from './rounds.js';
import { measureSuite } from './suite.js';
import { sweepReport } from './sweep-report.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '3' },
    threads: { type: 'string', default: threadSteps(availableParallelism()).join(',') },
    'shard-rows': { type: 'string', default: '1000,3000,10000,30000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});
const rows = positiveInteger('rows', values.rows);
const seed = positiveInteger('seed', values.seed);
const runs = positiveInteger('runs', values.runs);
const cases = sweepFor(
  positiveIntegers('threads', values.threads),
  positiveIntegers('shard-rows', values['shard-rows']),
);

/** 1, 2, 4, ... and all cores. */
function threadSteps(cores: number): readonly number[] {
  const steps: number[] = [];
  for (let threads = 1; threads < cores; threads *= 2) steps.push(threads);
  return [...steps, cores];
}

await measureSuite({ name: 'sweep', argv, json: values.json, report: sweepReport }, () =>
  measureCases(cases, { rows, seed, runs, outDir: join(resolve(values.out), 'bench-run') }),
);
