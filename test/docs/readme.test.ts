import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { synth } from '../../src/jobs/synth.js';
import { bzip2, NO_BZIP2 } from '../bz2/real-bzip2.js';
import { queryDuckDb } from '../sinks/read-parquet.js';
import { BIN } from '../whole/command.js';

const run = promisify(execFile);
// Out of the compiled tree: the package's own folder is the one with package.json.
const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The code blocks of one language. */
function blocks(language: string, text = README): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
}

let scratch = '';
let server: MediaServer;
before(async () => {
  // Inside the package, so that it can import itself by name.
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  scratch = mkdtempSync(join(ROOT, 'out', 'readme-'));
  await synth({ rows: 1200, out: join(scratch, 'out', 'sample'), compress: 'none' });
  server = await startMediaServer({ bodies: 1 });
});
after(async () => {
  await server.close();
  rmSync(scratch, { recursive: true });
});

test('has commands for the real files that run as they stand', async () => {
  const commands = blocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('yfcc ') && !line.includes('dump.bz2'));
  assert.equal(commands.length, 5);
  const cwd = join(scratch, 'commands');
  mkdirSync(cwd);
  for (const command of commands) {
    const [, ...words] = command
      .replace(/#.*/, '')
      .replace('/data/yfcc', join(scratch, 'out', 'sample'))
      .trim()
      .split(/\s+/);
    // A test asks nobody but itself for pictures.
    if (words.includes('--media')) words.push('--media-url-template', `${server.origin}{url_path}`, '--allow-private');
    await assert.doesNotReject(run(process.execPath, [BIN, ...words], { cwd }), command);
  }
  const { stdout } = await run(process.execPath, [BIN, 'status', 'first', '--json'], { cwd });
  assert.match(stdout, /"records": 1000,/);
});

test('has a program that runs as it stands', async () => {
  const [program, ...others] = blocks('js');
  assert.ok(program !== undefined && others.length === 0);
  const file = join(scratch, 'program.mjs');
  writeFileSync(file, program);
  const { stdout } = await run(process.execPath, [file], { cwd: scratch });
  assert.equal(stdout.trim(), '1200 { dataset: 0, autotags: 0, exif: 0, places: 0, hash: 0 }');
});

test('has in formats.md a question to Parquet files that DuckDB answers as it stands', async () => {
  const [sql] = blocks('sql', readFileSync(join(ROOT, 'docs/formats.md'), 'utf8'));
  assert.ok(sql !== undefined);
  const out = join(scratch, 'parquet');
  await run(process.execPath, [
    BIN,
    'run',
    '--in',
    join(scratch, 'out', 'sample'),
    '--out',
    out,
    '--format',
    'parquet',
  ]);
  const [first] = await queryDuckDb(sql.replace('out/', `${out}/`));
  assert.deepEqual(Object.keys(first ?? {}), ['concept', 'count_star()']);
});

test('has commands for any bz2 file that run as they stand', { skip: NO_BZIP2 }, async () => {
  const block = blocks('sh').find((code) => code.includes('dump.bz2')) ?? '';
  assert.equal(block.trim().split('\n').length, 5);
  const cwd = folderWithDump('bz2-commands');
  const script = `set -euo pipefail\nyfcc() { "${process.execPath}" "${BIN}" "$@"; }\n${block}`;
  const { stdout, stderr } = await run('bash', ['-c', script], { cwd });
  assert.match(
    stdout,
    /^2000\ndump\.bz2\.index: 1 blocks, 2,000 lines\nline 1000\n(?:line \d+\n){9}1 block, .*: all whole\.\nline 0\n/,
  );
  assert.equal(stderr, '');
});

test('has programs in docs/bz2.md that run as they stand', { skip: NO_BZIP2 }, async () => {
  const programs = blocks('js', readFileSync(join(ROOT, 'docs/bz2.md'), 'utf8'));
  const cwd = folderWithDump('bz2-programs');
  const printed: string[] = [];
  for (const [k, program] of programs.entries()) {
    const file = join(cwd, `${k}.mjs`);
    writeFileSync(file, program);
    printed.push((await run(process.execPath, [file], { cwd })).stdout);
  }
  assert.deepEqual(printed, [`${dump().length}\n`, 'line 0\n', 'dump.bz2.index 1 2000\ntrue\n48\n']);
});

/** 2,000 lines. */
function dump(): Buffer {
  return Buffer.from(Array.from({ length: 2000 }, (_, k) => `line ${k}\n`).join(''));
}

function folderWithDump(name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'dump.bz2'), bzip2(dump()));
  return folder;
}
