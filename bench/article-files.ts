/**
 * How fast the article's files are written: `yfcc run` beside the article's script, and beside `cp -r` of the same files,
 * which shows what the file system lets through.
 *
 * `npm run bench:article -- [--rows N] [--script-rows N] [--source-rows N] [--runs N] [--out DIR] [--json FILE]`. The script takes fewer
 * rows, for it would take all day. All write below DIR, `out` here. The result is kept in bench/results/article.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { positiveInteger } from './arguments.js';
import { articleReport, type ArticleResult } from './article-report.js';
import { commandLine } from './command-line.js';
import { timeRounds } from './command-table.js';
import { benchData } from './data.js';
import { versionsOf } from './installed.js';
import { BIN, DATA_DIR, OUT_DEFAULT, ROOT } from './paths.js';
import type { FactsOf } from './result.js';
import { measureSuite } from './suite.js';

const SCRIPT = join(ROOT, 'bench/article.py');
const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '50000' },
    'script-rows': { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: OUT_DEFAULT },
    // Of the files that the rows are taken from.
    'source-rows': { type: 'string', default: '970000' },
    json: { type: 'string' },
  },
});

/** Written and removed. */
const OUT = join(resolve(values.out), 'bench-article');
const SEED = 1;

async function measure(rows: number, scriptRows: number, runs: number): Promise<FactsOf<ArticleResult>> {
  const { dirs } = await benchData(DATA_DIR, positiveInteger('source-rows', values['source-rows']), SEED);
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
  const timesOf = timeRounds(commands, runs, (k) => {
    if (k === 0) rmSync(OUT, { recursive: true, force: true });
  });
  rmSync(OUT, { recursive: true, force: true });
  return {
    versions: versionsOf(['python3']),
    runs,
    commands: commands.map((command) =>
      Object.assign({ name: command.name, line: commandLine(command), rows: command.rows }, timesOf(command.name)),
    ),
  };
}

const rows = positiveInteger('rows', values.rows);
const scriptRows = positiveInteger('script-rows', values['script-rows']);
const runs = positiveInteger('runs', values.runs);
await measureSuite({ name: 'article', argv, json: values.json, report: articleReport }, () =>
  measure(rows, scriptRows, runs),
);
