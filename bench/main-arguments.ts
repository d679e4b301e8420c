/** The arguments of `npm run bench`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { YfccError } from '../src/core/errors.js';
import { positiveInteger } from './arguments.js';
import { SUITES, type Suite } from './suites.js';

export const USAGE = `npm run bench -- [options]
  --suites A,B      only these, of ${SUITES.map(({ name }) => name).join(', ')}
  --runs N          rounds of each suite (default: each suite's own)
  --out DIR         where jobs and downloads are written (default out; in memory, /dev/shm, the disk has no part in it)
  --results DIR     a result a suite goes below it (default bench/results, or out/bench-smoke with --smoke)
  --smoke           a run of a minute that only shows that it works
  --help

Each suite alone, with options of its own:
${SUITES.map(({ name, about }) => `  npm run bench:${name.padEnd(9)} ${about}`).join('\n')}`;

export interface MainArguments {
  readonly suites: readonly Suite[];
  /** Null: each suite's own number. */
  readonly runs: number | null;
  /** Null: each suite's own place. */
  readonly out: string | null;
  /** Null: where results are kept. */
  readonly results: string | null;
  readonly isSmoke: boolean;
}

/** Throws `YfccError` (`usage`), or an error of `parseArgs`. */
export function readArguments(args: readonly string[]): MainArguments | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suites: { type: 'string' },
      runs: { type: 'string' },
      out: { type: 'string' },
      results: { type: 'string' },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    suites: values.suites === undefined ? SUITES : suitesNamed(values.suites.split(',')),
    runs: values.runs === undefined ? null : positiveInteger('runs', values.runs),
    out: values.out === undefined ? null : resolve(values.out),
    results: values.results ?? (values.smoke ? 'out/bench-smoke' : null),
    isSmoke: values.smoke,
  };
}

function suitesNamed(names: readonly string[]): readonly Suite[] {
  const known = SUITES.map(({ name }) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined)
    throw new YfccError('usage', `Expected \`--suites\` to be of ${known.join(', ')}, got \`${wrong}\`.`);
  return SUITES.filter(({ name }) => names.includes(name));
}

/** What a suite's script is called with. */
export function suiteArguments(suite: Suite, { runs, out, results, isSmoke }: MainArguments, json: string): string[] {
  return [
    ...(isSmoke ? suite.smoke : []),
    // The last one counts.
    ...(runs === null ? [] : ['--runs', String(runs)]),
    ...(out === null || !suite.hasOut ? [] : ['--out', out]),
    ...(results === null ? [] : ['--json', json]),
  ];
}
