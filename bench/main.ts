/**
 * `npm run bench`: all suites, one behind the other, each a process of its own that prints its table and keeps its result.
 *
 * What a suite needs and is not there is said, and the suite left out. Ends with 1 when one of them failed; the others run
 * all the same.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES } from '../src/core/errors.js';
import { isUsageError } from './arguments.js';
import { isInstalled } from './installed.js';
import { describeMachine } from './machine.js';
import { readArguments, suiteArguments, USAGE, type MainArguments } from './main-arguments.js';
import { ROOT } from './paths.js';
import { resultName } from './result.js';
import type { Suite } from './suites.js';

/** False when it ran and failed. */
function runSuite(suite: Suite, args: MainArguments, fileName: string): boolean {
  const missing = suite.needs.filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    process.stderr.write(`bench: ${suite.name} is left out: no ${missing.join(', ')} here\n`);
    return true;
  }
  console.log(`\n## ${suite.name}: ${suite.about}\n`);
  const script = fileURLToPath(new URL(suite.script, import.meta.url));
  const json = join(resolve(args.results ?? ''), suite.name, fileName);
  const { status } = spawnSync(process.execPath, [script, ...suiteArguments(suite, args, json)], { stdio: 'inherit' });
  if (status !== 0) process.stderr.write(`bench: ${suite.name} ended with ${status}\n`);
  return status === 0;
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') {
    console.log(USAGE);
  } else {
    const fileName = resultName(describeMachine(ROOT));
    const isWhole = args.suites.map((suite) => runSuite(suite, args, fileName)).every(Boolean);
    process.exitCode = isWhole ? 0 : 1;
  }
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_CODES.usage;
}
