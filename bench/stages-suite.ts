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
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { DATA_DIR, ROOT } from './paths.js';
import { commandOf, keepResult } from './result.js';
import { measureRounds } from './rounds.js';
import { stagesReport, type StagesResult } from './stages-report.js';

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
const runs = positiveInteger('runs', values.runs);
const cases = casesFor(
  positiveIntegers('threads', values.threads),
  positiveInteger('shard-rows', values['shard-rows']),
);

// Before the measuring, so that it is the commit that was built and not one made since.
const machine = describeMachine(ROOT);
const data = await benchData(
  DATA_DIR,
  positiveInteger('rows', values.rows),
  positiveInteger('seed', values.seed),
);
const { dirs: _, ...input } = data;
const result: StagesResult = {
  machine,
  command: commandOf('stages', argv),
  runs,
  input,
  cases: await measureRounds(cases, {
    data,
    runs,
    outDir: join(ROOT, 'out/bench-run'),
    onRun: (text) => process.stderr.write(`bench: ${text}\n`),
  }),
};
console.log(stagesReport(result));
await keepResult('stages', result, values.json);
