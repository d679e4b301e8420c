/**
 * What the stages of a job take, one more at a time, and whole jobs from text and from bz2.
 *
 * `npm run bench:stages -- [--rows N] [--runs N] [--threads A,B] [--shard-rows N] [--seed N] [--json FILE]`. Each run is a
 * process of its own, all cases in turn, round by round. The result is kept in bench/results/stages.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { positiveInteger, positiveIntegers } from './arguments.js';
import { casesFor } from './cases.js';
import { OUT_DEFAULT } from './paths.js';
import { measureCases } from './rounds.js';
import { stagesReport } from './stages-report.js';
import { measureSuite } from './suite.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    // Six shards: enough for two threads to share, little enough for a run of minutes.
    rows: { type: 'string', default: '60000' },
    runs: { type: 'string', default: '5' },
    threads: { type: 'string', default: `1,${availableParallelism()}` },
    'shard-rows': { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const rows = positiveInteger('rows', values.rows);
const seed = positiveInteger('seed', values.seed);
const runs = positiveInteger('runs', values.runs);
const cases = casesFor(
  positiveIntegers('threads', values.threads),
  positiveInteger('shard-rows', values['shard-rows']),
);

await measureSuite({ name: 'stages', argv, json: values.json, report: stagesReport }, () =>
  measureCases(cases, { rows, seed, runs, outDir: join(OUT_DEFAULT, 'bench-run') }),
);
