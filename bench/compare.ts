/**
 * `npm run bench:compare -- A B`: what has changed from one result to the other, each line with a confidence interval.
 *
 * With `--build DIR_A DIR_B` two checkouts' builds are run in turns first, so that the rounds are pairs; both results are
 * kept in bench/results/pairs. Ends with 1 when a line has become slower, beyond its interval and the threshold.
 */
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { EXIT_CODES, YfccError } from '../src/core/errors.js';
import { isUsageError } from './arguments.js';
import { measureBuilds } from './builds.js';
import { readArguments, USAGE, type CompareArguments } from './compare-arguments.js';
import type { ComparedResult } from './compare-lines.js';
import { compare } from './comparison.js';
import { comparisonReport, type ComparedSide } from './comparison-report.js';
import { findResults } from './find-results.js';
import { buildName, commandOf, resultName, writeResult } from './result.js';

/** Prints what has changed; true when a line has become slower. */
function show(suite: string, a: NamedResult, b: NamedResult, threshold: number): boolean {
  const comparison = compare(a.result, b.result, threshold);
  const sideOf = ({ name, result }: NamedResult): ComparedSide => ({ name, machine: result.machine });
  console.log(`## ${suite}\n\n${comparisonReport(sideOf(a), sideOf(b), comparison, threshold)}\n`);
  return comparison.lines.some(({ verdict }) => verdict === 'slower');
}

interface NamedResult {
  readonly name: string;
  readonly result: ComparedResult;
}

/** Both builds, measured in turns. */
async function compareBuilds(args: CompareArguments, argv: readonly string[]): Promise<boolean> {
  const [dirA, dirB] = args.names;
  const { pairSuite: suite, runs, rows, ms, only, out, threshold, results } = args;
  const onRound = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
  const command = commandOf('compare', argv);
  const [a, b] = await measureBuilds(dirA, dirB, { suite, runs, rows, ms, only, out, command, onRound });
  if (a === undefined || b === undefined) throw new Error('Expected a result of each build, got fewer.');
  // By both, and by whether it is all of the suite: another pair replaces none that is kept.
  const builds = `${resultName(a.machine).replace(/\.json$/, '')}-${buildName(b.machine)}`;
  const name = `${builds}-${suite}${only === '' ? '' : '-part'}`;
  await writeResult(join(results, 'pairs', `${name}-a.json`), a);
  await writeResult(join(results, 'pairs', `${name}-b.json`), b);
  process.stderr.write(`bench: both results kept in ${join(results, 'pairs', name)}-a.json and -b.json\n`);
  return show(suite, { name: dirA, result: a }, { name: dirB, result: b }, threshold);
}

/** Every suite that both have, or the one that was asked for. */
async function compareKept({ names, suite, threshold, results }: CompareArguments): Promise<boolean> {
  const [foundA, foundB] = [await findResults(results, names[0]), await findResults(results, names[1])];
  const isFile = names.every((name) => name.endsWith('.json'));
  const pairs = foundA.flatMap((a) => {
    // Two files are compared whatever their folders are called.
    const b = foundB.find((other) => other.suite === a.suite) ?? (isFile ? foundB[0] : undefined);
    return b === undefined || (suite !== null && a.suite !== suite) ? [] : [{ a, b }];
  });
  if (pairs.length === 0)
    throw new YfccError(
      'bad-input',
      `Expected results of one suite, got ${foundA.map((each) => each.suite).join(', ')} of A and ${foundB.map((each) => each.suite).join(', ')} of B.`,
    );
  const named = ({ file, result }: (typeof pairs)[number]['a']): NamedResult => ({
    name: relative(results, file).startsWith('..') ? basename(file) : relative(results, file),
    result,
  });
  return pairs.map(({ a, b }) => show(a.suite, named(a), named(b), threshold)).some(Boolean);
}

try {
  const argv = process.argv.slice(2);
  const args = readArguments(argv);
  if (args === 'help') {
    console.log(USAGE);
  } else {
    const isSlower = args.isBuild ? await compareBuilds(args, argv) : await compareKept(args);
    process.exitCode = isSlower ? 1 : 0;
  }
} catch (error) {
  if (isUsageError(error)) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = EXIT_CODES.usage;
  } else if (error instanceof YfccError) {
    console.error(error.message);
    process.exitCode = EXIT_CODES[error.code];
  } else throw error;
}
