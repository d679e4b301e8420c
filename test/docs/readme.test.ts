import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { synth } from '../../src/jobs/synth.js';
import { BIN } from '../whole/command.js';

const run = promisify(execFile);
// Out of the compiled tree: the package's own folder is the one with package.json.
const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The code blocks of one language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
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
    .filter((line) => line.startsWith('yfcc '));
  assert.equal(commands.length, 4);
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
  assert.equal(stdout.trim(), '1200 { dataset: 0, autotags: 0, exif: 0, places: 0 }');
});
