/**
 * `npm run bench:readme`: puts the newest results into README.md, each between its markers.
 *
 * `node dist/bench/readme.js [--check] [FILE]`; with `--check` it writes nothing and exits with 1 when the file has other numbers.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXIT_CODES, YfccError } from '../src/core/errors.js';
import { articleReport, type ArticleResult } from './article-report.js';
import { bz2Report, type Bz2Result } from './bz2-report.js';
import { jobReport, type JobResult } from './job-report.js';
import { replaceBlock } from './readme-block.js';
import { report } from './report.js';
import { newestResult, type BenchResult } from './result.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

try {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const file = resolve(positionals[0] ?? resolve(ROOT, 'README.md'));
  const before = await readFile(file, 'utf8');
  const results = resolve(ROOT, 'bench/results');
  const stages = report(await newestResult<BenchResult>(results));
  const bz2 = bz2Report(await newestResult<Bz2Result>(resolve(results, 'bz2')));
  const job = jobReport(await newestResult<JobResult>(resolve(results, 'job')));
  const article = articleReport(await newestResult<ArticleResult>(resolve(results, 'article')));
  const blocks = { bench: stages, 'bench:bz2': bz2, 'bench:job': job, 'bench:article': article };
  const after = Object.entries(blocks).reduce((text, [name, block]) => replaceBlock(text, name, block), before);
  if (values.check && after !== before) {
    console.error(`Expected ${file} to have the newest result, got other numbers. Run \`npm run bench:readme\`.`);
    process.exitCode = 1;
  } else if (after !== before) {
    await writeFile(file, after);
  }
} catch (error) {
  if (!(error instanceof YfccError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES[error.code];
}
