/**
 * How fast the article's files are written: `yfcc run` beside the article's script, and beside `cp -r` of the same files,
 * which shows what the file system lets through.
 *
 * `npm run bench:article -- [--rows N] [--script-rows N] [--runs N] [--out DIR] [--json FILE]`. The script takes fewer
 * rows, for it would take all day. All write below DIR, `out` here. The result is kept in bench/results/article.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { articleReport, type ArticleResult } from './article-report.js';
import { timeRounds } from './command-table.js';
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { resultName, writeResult } from './result.js';

const BIN = fileURLToPath(new URL('../src/bin.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'bench/article.py');
const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '50000' },
    'script-rows': { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: join(ROOT, 'out') },
    json: { type: 'string' },
  },
});

/** Written and removed. */
const OUT = join(resolve(values.out), 'bench-article');
const DATA_ROWS = 970_000;
const SEED = 1;

async function measure(rows: number, scriptRows: number, runs: number, command: string): Promise<ArticleResult> {
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machine = describeMachine(ROOT);
  const { dirs } = await benchData(join(ROOT, 'out/bench-data'), DATA_ROWS, SEED);
  const run = (format: string, out: string): readonly string[] =>
    [BIN, 'run', '--in', dirs.bz2, '--out', join(OUT, out)].concat(
      ['--schema', 'article', '--format', format],
      ['--limit', String(rows)],
    );
  const commands = [
    {
      name: "the article's script",
      rows: scriptRows,
      program: 'python3',
      args: [SCRIPT, dirs.text, join(OUT, 'script'), String(scriptRows)],
    },
    { name: 'yfcc run --format files', rows, program: process.execPath, args: run('files', 'files') },
    {
      name: 'cp -r of its files',
      rows,
      program: 'cp',
      args: ['-r', join(OUT, 'files', 'meta'), join(OUT, 'copy')],
    },
    { name: 'yfcc run --format jsonl', rows, program: process.execPath, args: run('jsonl', 'jsonl') },
  ];
  const secondsOf = timeRounds(commands, runs, (k) => {
    if (k === 0) rmSync(OUT, { recursive: true, force: true });
  });
  rmSync(OUT, { recursive: true, force: true });
  return {
    machine,
    command,
    runs,
    commands: commands.map(({ name, rows: each }) => ({ name, rows: each, seconds: secondsOf(name) })),
  };
}

const command = ['npm run bench:article', ...(argv.length === 0 ? [] : ['--', ...argv])].join(' ');
const result = await measure(Number(values.rows), Number(values['script-rows']), Number(values.runs), command);
console.log(articleReport(result));
await writeResult(values.json ?? join(ROOT, 'bench/results/article', resultName(result.machine)), result);
