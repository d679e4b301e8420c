/**
 * `npm run bench:readme`: puts the newest results into the files that show them, tables and plot.
 *
 * `node dist/bench/readme.js [--check]`; with `--check` it writes nothing and exits with 1 when a file has other numbers.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { EXIT_CODES, YfccError } from '../src/core/errors.js';
import { ROOT } from './paths.js';
import { filesWithResults, newestResults } from './readme-files.js';
import { RESULTS_DIR } from './result.js';

try {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  // A file that is not there yet has nothing in it.
  const read = (path: string): Promise<string> => readFile(resolve(ROOT, path), 'utf8').catch(() => '');
  for (const [path, text] of await filesWithResults(await newestResults(RESULTS_DIR), read)) {
    if (text === (await read(path))) continue;
    if (!values.check) await writeFile(resolve(ROOT, path), text);
    else {
      console.error(`Expected ${path} to have the newest results, got other numbers. Run \`npm run bench:readme\`.`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  if (!(error instanceof YfccError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES[error.code];
}
