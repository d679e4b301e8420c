import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kebab } from '../../src/jobs/check-option.js';
import { synth } from '../../src/jobs/synth.js';
import { RUN_EDGE_FLAGS, RUN_FLAGS } from '../../src/cli/run-flags.js';
import { BIN } from '../whole/command.js';
import { scratchFolder } from '../whole/scratch.js';

// Out of the compiled tree: the package's own folder is the one with package.json.
const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const TUNING = readFileSync(join(ROOT, 'docs/tuning.md'), 'utf8');
const scratch = await scratchFolder('tuning');

/** Options of `yfcc synth`, of `yfcc tune`, of the media server and of the benchmark that the tables are of. */
const OTHERS: ReadonlySet<string> = new Set(['rows', 'save', 'budget', 'delay-ms', 'small-bodies', 'runs']);

test('has commands that run as they stand', async () => {
  const commands = [...TUNING.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'));
  assert.equal(commands.length, 2);
  await synth({ rows: 500, out: join(scratch, 'in') });
  const yfcc = `yfcc() { "${process.execPath}" "${BIN}" "$@"; }`;
  const script = ['set -euo pipefail', yfcc, ...commands.map((command) => command.replace('/data/yfcc', 'in'))];
  await promisify(execFile)('bash', ['-c', script.join('\n')], { cwd: scratch });
  for (const folder of ['out/profile', 'cat-profile'])
    assert.ok(existsSync(join(scratch, folder, 'flame.html')), folder);
});

test('names only options that there are', () => {
  const options = new Set(Object.keys({ ...RUN_FLAGS, ...RUN_EDGE_FLAGS }).map(kebab));
  const named = [...TUNING.matchAll(/--([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name);
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((name) => !options.has(name) && !OTHERS.has(name)),
    [],
  );
});

test('has links that lead to a heading of its own', () => {
  const headings = new Set([...TUNING.matchAll(/^##+ (.*)$/gm)].map(([, text = '']) => anchorOf(text)));
  const links = [...TUNING.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
  assert.ok(links.length > 5);
  assert.deepEqual(
    links.filter((anchor) => !headings.has(anchor)),
    [],
  );
});

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
