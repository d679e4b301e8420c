/** The arguments of `npm run bench:compare`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { YfccError } from '../src/core/errors.js';
import { positiveInteger } from './arguments.js';
import { PAIR_SUITES, type PairSuite } from './builds.js';
import { OUT_DEFAULT } from './paths.js';
import { RESULTS_DIR } from './result.js';

export const USAGE = `npm run bench:compare -- A B [options]
  A and B are files of results, commits (8028b6b), or suite/commit (bz2/8028b6b)
npm run bench:compare -- --build DIR_A DIR_B [options]
  two checkouts, each built: their commands are run in turns, and both results kept
  --suite NAME      of --build: ${PAIR_SUITES.join(', ')} (default micro); else: only this one
  --runs N          of --build: rounds (default 9)
  --rows N          of --build: of the files of bz2 and job (default 200000)
  --ms N            of --build: for each function of micro in each round (default 100)
  --only TEXT       of --build: functions and commands with TEXT in their name
  --out DIR         of --build: where jobs write (default out)
  --threshold N     percent that count as a change at least (default 5)
  --results DIR     where results are (default bench/results)
  --help
Ends with 1 when a line has become slower.`;

/** What says how builds are run; of results that are kept there is nothing to run. */
const OF_BUILD = ['runs', 'rows', 'ms', 'only', 'out'] as const;

export interface CompareArguments {
  readonly names: readonly [string, string];
  readonly isBuild: boolean;
  /** Null: every suite that both have. */
  readonly suite: string | null;
  /** The same, of what `--build` can run. */
  readonly pairSuite: PairSuite;
  readonly runs: number;
  readonly rows: number;
  readonly ms: number;
  readonly only: string;
  readonly out: string;
  /** A share. */
  readonly threshold: number;
  readonly results: string;
}

/** Throws `YfccError` (`usage`), or an error of `parseArgs`. */
export function readArguments(args: readonly string[]): CompareArguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      build: { type: 'boolean', default: false },
      suite: { type: 'string' },
      runs: { type: 'string' },
      rows: { type: 'string' },
      ms: { type: 'string' },
      only: { type: 'string' },
      out: { type: 'string' },
      threshold: { type: 'string', default: '5' },
      results: { type: 'string', default: RESULTS_DIR },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [a, b, ...more] = positionals;
  if (a === undefined || b === undefined || more.length > 0)
    throw new YfccError('usage', `Expected two results to compare, got ${positionals.length}.`);
  const alone = OF_BUILD.find((name) => values[name] !== undefined);
  if (!values.build && alone !== undefined)
    throw new YfccError('usage', `Expected \`--build\` with \`--${alone}\`, got it alone.`);
  const percent = Number(values.threshold);
  if (values.threshold === '' || !(percent >= 0))
    throw new YfccError('usage', `Expected \`--threshold\` to be percent, 0 or more, got \`${values.threshold}\`.`);
  return {
    names: [a, b],
    isBuild: values.build,
    suite: values.suite ?? null,
    pairSuite: values.build ? pairSuite(values.suite ?? 'micro') : 'micro',
    runs: positiveInteger('runs', values.runs ?? '9'),
    rows: positiveInteger('rows', values.rows ?? '200000'),
    ms: positiveInteger('ms', values.ms ?? '100'),
    only: values.only ?? '',
    out: resolve(values.out ?? OUT_DEFAULT),
    threshold: percent / 100,
    results: resolve(values.results),
  };
}

function pairSuite(name: string): PairSuite {
  const known = PAIR_SUITES.find((suite) => suite === name);
  if (known !== undefined) return known;
  throw new YfccError('usage', `Expected \`--suite\` of --build to be of ${PAIR_SUITES.join(', ')}, got \`${name}\`.`);
}
