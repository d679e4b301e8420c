/**
 * Whether `yfcc tune` is right: `npm run bench:tune -- [--rows N] [--copies N] [--budget 60s] [--times N] [--rounds N] [--out DIR] [--json FILE]`.
 *
 * Tunes a job so many times. Then every setting of a grid is run, in rounds, those that tune has chosen among them, and the
 * best of all once more beside these: each is to be within 8 % of it. Then the whole job is run with the last choice, and is to take what tune said,
 * within 15 %. Each tuning is to keep to its budget. The input is synthetic, bz2, `copies` times the same rows; the result is
 * kept in bench/results/tune.
 */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { MAIN_SOURCES } from '../src/core/fields.js';
import { findSources } from '../src/engine/find-sources.js';
import { run } from '../src/jobs/run.js';
import type { RunOptions } from '../src/jobs/run-options.js';
import { parseBudget } from '../src/tune/budget.js';
import { scoresOf } from '../src/tune/scores.js';
import { coarseValues, flagsOf, type Setting } from '../src/tune/setting.js';
import { runTrial } from '../src/tune/trial.js';
import { rowsPerSecond } from '../src/tune/trial-rate.js';
import { tune, type TuneResult } from '../src/tune/tune.js';
import { positiveInteger } from './arguments.js';
import { atLeastShare, exactly, underShare, type Check } from './checks.js';
import { benchData } from './data.js';
import { judge } from './judge.js';
import { DATA_DIR, OUT_DEFAULT } from './paths.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '300000' },
    copies: { type: 'string', default: '10' },
    budget: { type: 'string', default: '60s' },
    times: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const ROWS = positiveInteger('rows', values.rows);
const COPIES = positiveInteger('copies', values.copies);
const TIMES = positiveInteger('times', values.times);
const ROUNDS = positiveInteger('rounds', values.rounds);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-tune');
const NEVER = new AbortController().signal;

/** Of one run of the grid. */
const CELL_SECONDS = 2.5;
const WARM_SECONDS = 0.8;

/** Of those that are seen anew, beyond the sweep's. */
const MORE_ROUNDS = 4;

/** A run ends at the end of a shard, so a tuning may take this share more than its budget. */
const LATE = 0.05;
const NEAR_BEST = 0.92;
const FORETOLD = 0.15;

/** The input, `COPIES` times behind each other, each copy a file. */
async function copies(dir: string): Promise<RunOptions> {
  const found = await findSources(dir, {}, () => {});
  const into = join(HOME, 'in');
  await mkdir(into, { recursive: true });
  const options: Partial<Record<(typeof MAIN_SOURCES)[number], readonly string[]>> = {};
  for (const source of MAIN_SOURCES) {
    const names = Array.from({ length: COPIES }, (_, k) => join(into, `${source}-${k}.bz2`));
    for (const name of names) await copyFile(found[source]?.[0] ?? '', name);
    options[source] = names;
  }
  return options;
}

/** Every setting of the grid; the rest is as it is given. */
function gridAround(setting: Setting): readonly Setting[] {
  const cores = availableParallelism();
  const grid: Setting[] = [];
  for (const threads of coarseValues('threads', cores)) {
    for (const shardRows of coarseValues('shardRows', cores)) {
      for (const decodeBytes of coarseValues('decodeBytes', cores)) {
        grid.push({ ...setting, threads, shardRows, decodeBytes });
      }
    }
  }
  return grid;
}

/** Runs settings in rounds, there and back; gives the rows a second of each, in one pace, by its flags. */
async function compare(
  what: string,
  job: RunOptions,
  settings: readonly Setting[],
  roundCount: number,
): Promise<ReadonlyMap<string, number>> {
  const cells = [...new Map(settings.map((setting) => [flagsOf(setting), setting]))];
  const rounds = cells.map((): number[] => []);
  for (let round = 0; round < roundCount; round++) {
    const order = [...cells.entries()];
    for (const [k, [, cell]] of round % 2 === 0 ? order : order.toReversed()) {
      const { connections: _, ...setting } = cell;
      const options = { ...job, ...setting, out: join(HOME, `cell-${round}-${k}`) };
      const result = await runTrial({ options, seconds: CELL_SECONDS, warmSeconds: WARM_SECONDS }, NEVER);
      rounds[k]?.push(rowsPerSecond(result));
      await rm(options.out, { recursive: true, force: true });
    }
    console.error(`${what}: round ${round + 1} of ${roundCount}, ${cells.length} settings`);
  }
  const scores = scoresOf(rounds);
  return new Map(cells.map(([flags], k) => [flags, scores[k]?.value ?? 0]));
}

function bestOf(settings: readonly Setting[], found: ReadonlyMap<string, number>): Setting | null {
  const rateOf = (setting: Setting): number => found.get(flagsOf(setting)) ?? 0;
  return settings.reduce<Setting | null>((best, one) => (best && rateOf(best) >= rateOf(one) ? best : one), null);
}

async function timed<Result>(work: () => Promise<Result>): Promise<readonly [Result, number]> {
  const started = performance.now();
  return [await work(), (performance.now() - started) / 1000];
}

await judge({ name: 'tune', argv, home: HOME, json: values.json }, async () => {
  const data = await benchData(DATA_DIR, ROWS, 1);
  const job: RunOptions = { ...(await copies(data.dirs.bz2)), format: 'jsonl' };
  const budgetSeconds = parseBudget(values.budget);
  const checks: Check[] = [];
  const tunings: { readonly result: TuneResult; readonly seconds: number }[] = [];
  for (let time = 0; time < TIMES; time++) {
    const options = { ...job, out: join(HOME, 'out') };
    const [result, seconds] = await timed(() => tune(options, { budgetSeconds, signal: NEVER }));
    console.error(`tune: ${flagsOf(result.best, result.axes)}, ${seconds.toFixed(0)} s; ${result.verdict.sentence}`);
    tunings.push({ result, seconds });
  }
  const last = tunings.at(-1);
  if (last === undefined) throw new RangeError('Expected to tune at least once.');
  const chosen = tunings.map(({ result }) => result.best);
  const settings = [...gridAround(last.result.best), ...chosen];
  const found = await compare('sweep', job, settings, ROUNDS);
  const best = bestOf(settings, found) ?? last.result.best;
  // Of dozens that were looked at, the best looks better than it is: it is seen anew beside those chosen.
  const anew = await compare('the best', job, [best, ...chosen], ROUNDS + MORE_ROUNDS);
  const rateOf = (setting: Setting): number => anew.get(flagsOf(setting)) ?? 0;
  const shares = chosen.map((setting) => rateOf(setting) / rateOf(best));
  const whole = join(HOME, 'whole');
  const { connections: _, ...setting } = last.result.best;
  const [summary, wholeSeconds] = await timed(() => run({ ...job, ...setting, out: whole }));
  const predicted = last.result.prediction?.seconds ?? 0;
  const off = Math.abs(predicted - wholeSeconds) / wholeSeconds;
  checks.push(
    exactly('rows of the whole job', summary.totals.rows, data.rows * COPIES),
    ...shares.map((share, k) =>
      atLeastShare(`throughput of choice ${k + 1}, of the best of the sweep`, NEAR_BEST, share, 'measure'),
    ),
    ...tunings.map(({ seconds }, k) =>
      underShare(
        `time of tuning ${k + 1} beyond its budget`,
        LATE,
        Math.max(0, seconds / budgetSeconds - 1),
        'measure',
      ),
    ),
    underShare('prediction off by', FORETOLD, off, 'measure'),
  );
  return {
    checks,
    figures: {
      rows: data.rows,
      copies: COPIES,
      chosen: tunings.map(({ result, seconds }) => ({
        flags: flagsOf(result.best, result.axes),
        seconds,
        verdict: result.verdict,
        prediction: result.prediction,
      })),
      sweep: Object.fromEntries(found),
      best: flagsOf(best),
      anew: Object.fromEntries(anew),
      predictedSeconds: predicted,
      wholeSeconds,
    },
    remark: `Predicted ${predicted.toFixed(1)} s, took ${wholeSeconds.toFixed(1)} s.`,
  };
});
