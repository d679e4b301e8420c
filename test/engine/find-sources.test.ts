import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import test from 'node:test';
import { expandPaths, findSources } from '../../src/engine/find-sources.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('find-sources');

let folders = 0;

async function folderOf(...names: readonly string[]): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  for (const name of names) await writeFile(join(folder, name), name);
  return folder;
}

const FOUND = [
  [
    'all four, compressed or not',
    ['yfcc100m_dataset.bz2', 'yfcc100m_autotags', 'yfcc100m_exif.bz2', 'yfcc100m_places.txt'],
    ['dataset', 'autotags', 'exif', 'places'],
  ],
  ['the dataset alone', ['yfcc100m_dataset-0.bz2', 'README'], ['dataset']],
  [
    'one of two names for a source that is only half written',
    [
      'yfcc100m_dataset.bz2',
      'yfcc100m_dataset.bz2.tmp',
      'yfcc100m_dataset.bz2.part',
      'yfcc100m_dataset.bz2.part-state',
    ],
    ['dataset'],
  ],
] as const;

for (const [what, names, sources] of FOUND) {
  test(`finds ${what}`, async () => {
    const folder = await folderOf(...names);
    const expected = Object.fromEntries(sources.map((source, k) => [source, [join(folder, names[k] ?? '')]]));
    assert.deepEqual(await findSources(folder, {}, assert.fail), expected);
  });
}

test('does not look for what is given', async () => {
  const folder = await folderOf('yfcc100m_dataset-a.bz2', 'yfcc100m_dataset-b.bz2', 'yfcc100m_exif');
  const given = { dataset: ['mine'], exif: ['other', 'more'] };
  assert.deepEqual(await findSources(folder, given, assert.fail), given);
});

test('refuses two files for one source that are no numbered parts, and names them', async () => {
  const folder = await folderOf('yfcc100m_dataset', 'yfcc100m_places-a', 'yfcc100m_places-b');
  await assert.rejects(findSources(folder, {}, assert.fail), {
    code: 'bad-input',
    message: `Expected one yfcc100m_places* file in ${folder}, or the numbered parts of one, got 2: yfcc100m_places-a, yfcc100m_places-b. Name the one to read with --places.`,
    facts: { file: folder, source: 'places' },
  });
});

const WITHOUT = [
  ['an empty folder', [], 'an empty folder'],
  ['a folder with other files', ['a', 'b'], 'only a, b'],
] as const;

for (const [what, names, got] of WITHOUT) {
  test(`refuses ${what} for want of a dataset file`, async () => {
    const folder = await folderOf(...names);
    await assert.rejects(findSources(folder, {}, assert.fail), {
      code: 'bad-input',
      message: `Expected a file named yfcc100m_dataset* in ${folder}, got ${got}. Name it with --dataset.`,
      facts: { file: folder, source: 'dataset' },
    });
  });
}

test('refuses a folder that cannot be read', async () => {
  await assert.rejects(findSources(join(scratch, 'none'), {}, assert.fail), { code: 'bad-input' });
  await assert.rejects(findSources(join(await folderOf('file'), 'file'), {}, assert.fail), { code: 'bad-input' });
});

test('takes the numbered parts of one series for one source, in the order of their numbers', async () => {
  const parts = Array.from({ length: 12 }, (_, k) => `yfcc100m_dataset-${k}${k === 3 ? '' : '.bz2'}`);
  const folder = await folderOf(...parts.toReversed(), 'yfcc100m_dataset-0.bz2.index', 'yfcc100m_exif.bz2');
  assert.deepEqual(await findSources(folder, {}, assert.fail), {
    dataset: parts.map((name) => join(folder, name)),
    exif: [join(folder, 'yfcc100m_exif.bz2')],
  });
});

test('says which number is missing in a series', async () => {
  const folder = await folderOf('yfcc100m_dataset-2', 'yfcc100m_dataset-3', 'yfcc100m_dataset-10');
  const warnings: string[] = [];
  const { dataset = [] } = await findSources(folder, {}, (text) => warnings.push(text));
  assert.deepEqual(
    dataset.map((path) => basename(path)),
    ['yfcc100m_dataset-2', 'yfcc100m_dataset-3', 'yfcc100m_dataset-10'],
  );
  assert.deepEqual(warnings, [`${folder} has 3 numbered parts of dataset, and none with number 4`]);
});

test('expands patterns, and puts what is given in the order of the numbers in the names', async () => {
  const folder = await folderOf('d-10.bz2', 'd-2.bz2', 'd-2.bz2.index', 'd-1', 'd-[3]', 'e-4');
  const cases = [
    [['d-*'], ['d-1', 'd-2.bz2', 'd-[3]', 'd-10.bz2']],
    [['d-{2,10}.bz2'], ['d-2.bz2', 'd-10.bz2']],
    [['d-[3]'], ['d-[3]']],
    [
      ['d-10.bz2', 'e-*', 'd-2.bz2'],
      ['d-2.bz2', 'd-10.bz2', 'e-4'],
    ],
    [['none'], ['none']],
  ] as const;
  for (const [given, expected] of cases) {
    const paths = await expandPaths(
      'dataset',
      given.map((name) => join(folder, name)),
    );
    assert.deepEqual(paths.toSorted(), expected.map((name) => join(folder, name)).toSorted(), given.join());
    if (!given.join().includes('*')) continue;
    assert.deepEqual(
      paths.map((path) => basename(path)),
      paths.map((path) => basename(path)).toSorted(new Intl.Collator('en', { numeric: true }).compare),
    );
  }
});

test('refuses a pattern that no file fits, and a file that is named twice', async () => {
  const folder = await folderOf('d-1', 'd-1.index');
  const pattern = join(folder, '*.bz2');
  await assert.rejects(expandPaths('exif', [pattern]), {
    code: 'bad-input',
    message: `Expected files that fit --exif ${pattern}, got none.`,
    facts: { file: pattern, source: 'exif' },
  });
  const path = join(folder, 'd-1');
  await assert.rejects(expandPaths('places', [join(folder, 'd-*'), path]), {
    code: 'bad-input',
    message: `Expected each file of --places once, got ${path} twice.`,
    facts: { file: path, source: 'places' },
  });
});
