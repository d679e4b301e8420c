import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesWithResults, newestResults, type NewestResults } from '../../bench/readme-files.js';
import { RESULTS_DIR } from '../../bench/result.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NONE: NewestResults = {
  micro: null,
  stages: null,
  sweep: null,
  bz2: null,
  job: null,
  order: null,
  lists: null,
  options: null,
  article: null,
  media: null,
};

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

test('has in README and docs what the newest results give', async () => {
  for (const [path, text] of await filesWithResults(await newestResults(RESULTS_DIR), read))
    assert.equal(await read(path), text, `${path} has other numbers. Run \`npm run bench:readme\`.`);
});

test('says how to make a result that is not kept yet', async () => {
  const files = await filesWithResults(NONE, read);
  assert.match(files.get('README.md') ?? '', /No result is kept yet: `npm run bench:bz2` makes one\./);
  assert.match(files.get('docs/benchmarks.md') ?? '', /No result is kept yet: `npm run bench:sweep` makes one\./);
  assert.match(files.get('docs/tuning.md') ?? '', /No result is kept yet: `npm run bench:options` makes one\./);
});

test('names the file that lacks a marker', async () => {
  await assert.rejects(
    filesWithResults(NONE, () => Promise.resolve('no markers')),
    { code: 'bad-input', message: /^docs\/benchmarks\.md: Expected `<!-- bench:stages:begin -->`/ },
  );
});
