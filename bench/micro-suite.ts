/**
 * What one call of each hot function takes, on one warm thread.
 *
 * `npm run bench:micro -- [--rows N] [--runs N] [--ms N] [--only TEXT] [--seed N] [--json FILE]`. All functions have their turn
 * in each of the rounds, of so many milliseconds each; with TEXT only those that have it in their name. The result is kept
 * in bench/results/micro; a part is shown, not kept.
 */
import { rmSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { YfccError } from '../src/core/errors.js';
import { positiveInteger } from './arguments.js';
import { benchData } from './data.js';
import { measureMicro, type MicroResult } from './micro.js';
import { microCases } from './micro-cases.js';
import { microInput } from './micro-input.js';
import { makeScratch } from './micro-scratch.js';
import { microReport } from './micro-report.js';
import { DATA_DIR } from './paths.js';
import { measureSuite } from './suite.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    // Their dataset file is one bzip2 block.
    rows: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    ms: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const rows = positiveInteger('rows', values.rows);
const runs = positiveInteger('runs', values.runs);
const timeMs = positiveInteger('ms', values.ms);

const seed = positiveInteger('seed', values.seed);

async function measure(scratch: string): Promise<readonly MicroResult[]> {
  const data = await benchData(DATA_DIR, rows, seed);
  const cases = microCases(await microInput(data, scratch)).filter(({ name }) => name.includes(values.only));
  if (cases.length === 0)
    throw new YfccError('usage', `Expected --only to be a part of a name of micro, got \`${values.only}\`.`);
  const onRound = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
  return await measureMicro(cases, { runs, timeMs, onRound });
}

const isPart = values.only !== '';
await measureSuite({ name: 'micro', argv, json: values.json, isPart, report: microReport }, async () => {
  const scratch = makeScratch();
  try {
    return { runs, rows, functions: await measure(scratch) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
