/** The arguments of `npm run bench`. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { YfccError } from '../src/core/errors.js';
import { RUN_DEFAULTS } from '../src/jobs/run-options.js';

/** Six shards of the default size: enough for two threads to share, little enough for a run of minutes. */
const DEFAULT_ROWS = 60_000;
const DEFAULT_RUNS = 5;
const SMOKE_ROWS = 400;
const SMOKE_SHARD_ROWS = 100;

export const USAGE = `node dist/bench/main.js [options]
  --rows N          rows of the synthetic input (default ${DEFAULT_ROWS})
  --runs N          runs of each case (default ${DEFAULT_RUNS})
  --threads A,B     worker threads of the whole job (default 1 and all cores)
  --shard-rows N    rows a shard (default ${RUN_DEFAULTS.shardRows})
  --seed N          of the synthetic input (default 1)
  --smoke           a run of seconds that only shows that it works: ${SMOKE_ROWS} rows, 1 run; its result is not kept
  --json FILE       where the result goes (default bench/results/DATE-COMMIT.json)
  --help`;

export interface BenchArguments {
  readonly rows: number;
  readonly runs: number;
  readonly threads: readonly number[];
  readonly shardRows: number;
  readonly seed: number;
  readonly isSmoke: boolean;
  /** Null: the default place, or none at all with `isSmoke`. */
  readonly json: string | null;
}

/** Throws `YfccError` (`usage`), or an error of `parseArgs`. */
export function readArguments(args: readonly string[]): BenchArguments | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      runs: { type: 'string' },
      threads: { type: 'string' },
      'shard-rows': { type: 'string' },
      seed: { type: 'string', default: '1' },
      smoke: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { smoke } = values;
  const threads = values.threads?.split(',') ?? [1, availableParallelism()];
  return {
    rows: positiveInteger('rows', values.rows ?? (smoke ? SMOKE_ROWS : DEFAULT_ROWS)),
    runs: positiveInteger('runs', values.runs ?? (smoke ? 1 : DEFAULT_RUNS)),
    threads: [...new Set(threads.map((count) => positiveInteger('threads', count)))],
    shardRows: positiveInteger(
      'shard-rows',
      values['shard-rows'] ?? (smoke ? SMOKE_SHARD_ROWS : RUN_DEFAULTS.shardRows),
    ),
    seed: positiveInteger('seed', values.seed),
    isSmoke: smoke,
    json: values.json ?? null,
  };
}

function positiveInteger(name: string, value: string | number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new YfccError('usage', `Expected \`--${name}\` to be an integer of 1 or more, got \`${value}\`.`);
}
