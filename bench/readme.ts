/**
 * `npm run bench:readme`: puts the newest results into README.md and docs/benchmarks.md, each between its markers.
 *
 * `node dist/bench/readme.js [--check]`; with `--check` it writes nothing and exits with 1 when a file has other numbers.
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
import { mediaPeersReport, type MediaPeersResult } from './media-peers-report.js';
import { replaceBlock } from './readme-block.js';
import { report } from './report.js';
import { newestResult, type BenchResult } from './result.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

try {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const results = resolve(ROOT, 'bench/results');
  const files = {
    'docs/benchmarks.md': {
      bench: report(await newestResult<BenchResult>(results)),
      'bench:article': articleReport(await newestResult<ArticleResult>(resolve(results, 'article'))),
    },
    'README.md': {
      'bench:bz2': bz2Report(await newestResult<Bz2Result>(resolve(results, 'bz2'))),
      'bench:job': jobReport(await newestResult<JobResult>(resolve(results, 'job'))),
      'bench:media': mediaPeersReport(await newestResult<MediaPeersResult>(resolve(results, 'media'))),
    },
  };
  for (const [name, blocks] of Object.entries(files)) {
    const file = resolve(ROOT, name);
    const before = await readFile(file, 'utf8');
    const after = Object.entries(blocks).reduce((text, [block, table]) => replaceBlock(text, block, table), before);
    if (after === before) continue;
    if (!values.check) await writeFile(file, after);
    else {
      console.error(`Expected ${name} to have the newest results, got other numbers. Run \`npm run bench:readme\`.`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  if (!(error instanceof YfccError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES[error.code];
}
