/**
 * Whether `yfcc tune` names the right bottleneck: `npm run bench:bottleneck -- [--rows N] [--budget 20s] [--out DIR] [--json FILE]`.
 *
 * Jobs that are staged so that it is known what holds them back. All that could be tuned is given, so all of the time goes
 * into the run that is judged, and the one without output. Ends with 1 when one is wrong; the result is kept in
 * bench/results/bottleneck.
 */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { RunOptions } from '../src/jobs/run-options.js';
import type { Bottleneck } from '../src/tune/bottleneck.js';
import { parseBudget } from '../src/tune/budget.js';
import { tune } from '../src/tune/tune.js';
import { positiveInteger } from './arguments.js';
import type { Check } from './checks.js';
import { benchData } from './data.js';
import { judge } from './judge.js';
import { startMediaServer } from './media-server/server.js';
import { DATA_DIR, OUT_DEFAULT } from './paths.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '300000' },
    budget: { type: 'string', default: '20s' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});

const ROWS = positiveInteger('rows', values.rows);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-bottleneck');
const GIVEN: RunOptions = {
  format: 'jsonl',
  threads: availableParallelism(),
  shardRows: 5000,
  decodeBytes: 8 << 20,
  connections: 16,
};

interface Stage {
  readonly name: string;
  readonly options: RunOptions;
  readonly wanted: Bottleneck;
}

await judge({ name: 'bottleneck', argv, home: HOME, json: values.json }, async () => {
  const { dirs } = await benchData(DATA_DIR, ROWS, 1);
  // Every answer takes a fifth of a second.
  const server = await startMediaServer({ smallBodies: true, delayMs: 200 });
  const [text, bz2] = [dirs.text, dirs.bz2];
  const media: RunOptions = {
    in: text,
    media: 'photos',
    mediaUrlTemplate: `${server.origin}/{photo_id}.jpg`,
    allowPrivate: true,
    shardRows: 500,
  };
  const stages: readonly Stage[] = [
    { name: 'a plain job from bz2, no page open', options: { in: bz2 }, wanted: 'decode' },
    { name: 'a slow disk (--sink delay=500)', options: { in: text, sink: 'delay=500' }, wanted: 'disk' },
    { name: 'a slow server, 16 connections', options: media, wanted: 'network' },
    { name: 'one thread', options: { in: bz2, threads: 1 }, wanted: 'threads' },
    { name: 'a filter that takes one row of 1,000', options: { in: bz2, sample: 0.001 }, wanted: 'decode' },
    // The main thread cuts plain text up, and the workers have hardly anything to do.
    { name: 'the same from text', options: { in: text, sample: 0.001 }, wanted: 'reading' },
    { name: 'Parquet, from text', options: { in: text, format: 'parquet' }, wanted: 'write' },
  ];
  const checks: Check[] = [];
  const sentences: Record<string, string> = {};
  try {
    for (const { name, options, wanted } of stages) {
      const job = { ...GIVEN, ...options, out: join(HOME, 'out') };
      const { verdict } = await tune(job, {
        budgetSeconds: parseBudget(values.budget),
        signal: new AbortController().signal,
      });
      const { bottleneck: got, sentence } = verdict;
      console.error(`${name}: ${sentence}`);
      sentences[name] = sentence;
      checks.push({ name, wanted, got, isMet: got === wanted, kind: 'count' });
    }
  } finally {
    await server.close();
  }
  return { checks, figures: { sentences } };
});
