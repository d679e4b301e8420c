import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { MAIN_SOURCES } from '../../src/core/fields.js';
import { runMain } from '../cli/fake-terminal.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('several-files');
const ROWS = 1500;
/** More than ten, so that the order of the names is not that of the numbers. */
const PARTS = 12;

const job = (inputs: readonly string[], out: string, ...options: readonly string[]) =>
  runMain('run', ...inputs, '--out', out, '--format', 'jsonl', '--threads', '2', '--shard-rows', '100', ...options);

async function records(name: string, inputs: readonly string[], ...options: readonly string[]): Promise<string> {
  const out = join(scratch, 'out', name);
  const ended = await job(inputs, out, ...options);
  assert.equal(ended.code, 0, ended.stderr);
  return recordText(out);
}

/** All files of `from` in parts, some bz2 and some plain, some without the end of their last line. */
function writeParts(from: string, to: string): string {
  mkdirSync(to);
  for (const source of MAIN_SOURCES) {
    const lines = readFileSync(join(from, `yfcc100m_${source}`), 'latin1')
      .trimEnd()
      .split('\n');
    for (let part = 0; part < PARTS; part++) {
      const file = join(to, `yfcc100m_${source}-${part}`);
      const first = Math.floor((lines.length * part) / PARTS);
      const end = Math.floor((lines.length * (part + 1)) / PARTS);
      writeFileSync(file, lines.slice(first, end).join('\n') + (part % 2 === 0 ? '\n' : ''), 'latin1');
      if (part % 4 !== 3) execFileSync('bzip2', ['-1', file]);
    }
  }
  return to;
}

describe('several files of one source are read as one', () => {
  const whole = join(scratch, 'whole');
  const parts = join(scratch, 'parts');
  let expected = '';

  before(async () => {
    writeParts(writeSources(whole, makeLines(ROWS)), parts);
    expected = await records('whole', ['--in', whole]);
    assert.equal(expected.trimEnd().split('\n').length, ROWS);
  });

  it('by their folder, a pattern, or one by one, with either decoder', { timeout: 60_000 }, async () => {
    assert.equal(await records('in', ['--in', parts]), expected);
    assert.equal(await records('serial', ['--in', parts], '--decoder', 'serial'), expected);
    const patterns = MAIN_SOURCES.flatMap((source) => [`--${source}`, join(parts, `yfcc100m_${source}-*`)]);
    assert.equal(await records('pattern', patterns), expected);
    const names = readdirSync(parts).filter((name) => name.startsWith('yfcc100m_dataset'));
    const dataset = names.flatMap((name) => ['--dataset', join(parts, name)]);
    assert.equal(await records('names', ['--in', whole, ...dataset]), expected);
  });

  it('beginning at any line, with and without indexes', { timeout: 60_000 }, async () => {
    const bz2 = join(scratch, 'bz2');
    writeParts(whole, bz2);
    for (const name of readdirSync(bz2)) if (!name.endsWith('.bz2')) execFileSync('bzip2', [join(bz2, name)]);
    const lines = expected.trimEnd().split('\n');
    for (const indexes of ['none', 'all', 'some']) {
      if (indexes === 'all') await records('indexing', ['--in', bz2], '--write-index');
      if (indexes === 'some') for (const source of MAIN_SOURCES) rmSync(join(bz2, `yfcc100m_${source}-7.bz2.index`));
      for (const from of [1, 124, 125, 126, 700, 1374, 1375, 1499]) {
        const text = await records(`${indexes}-${from}`, ['--in', bz2], '--lines', `${from}..${from + 50}`);
        assert.equal(text, `${lines.slice(from, from + 50).join('\n')}\n`, `${indexes} ${from}`);
      }
    }
  });

  it('and gone on with from any shard, but not with other files', { timeout: 60_000 }, async () => {
    const bz2 = join(scratch, 'bz2');
    const out = join(scratch, 'out', 'resumed');
    assert.equal((await job(['--in', bz2], out)).code, 0);
    const manifest = join(out, 'manifest.jsonl');
    const [first = '', ...shards] = readFileSync(manifest, 'utf8').trimEnd().split('\n');
    for (const kept of [1, 8, 14]) {
      writeFileSync(manifest, `${[first, ...shards.slice(0, kept)].join('\n')}\n`);
      const ended = await job(['--in', bz2], out);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stderr, new RegExp(`going on behind ${kept} finished shards`));
      assert.equal(recordText(out), expected);
    }
    writeFileSync(manifest, `${first}\n`);
    const exif = join(bz2, 'yfcc100m_exif-3.bz2');
    const bytes = readFileSync(exif).length;
    appendFileSync(exif, 'x');
    const refused = await job(['--in', bz2], out);
    assert.match(refused.stderr, /file 4 of its exif was another one/);
    assert.equal(refused.code, 4);
    truncateSync(exif, bytes);
    assert.equal((await job(['--in', bz2], out)).code, 0);
  });

  it('and each is in the manifest', () => {
    const [first = ''] = readFileSync(join(scratch, 'out', 'in', 'manifest.jsonl'), 'utf8').split('\n');
    // A parse border.
    const { sources, paths } = JSON.parse(first) as {
      sources: { dataset: { files: readonly object[] } };
      paths: { dataset: readonly string[] };
    };
    assert.equal(sources.dataset.files.length, PARTS);
    assert.deepEqual(
      paths.dataset.map((path) => basename(path, '.bz2')),
      Array.from({ length: PARTS }, (_, k) => `yfcc100m_dataset-${k}`),
    );
  });

  it('and the one that is damaged is named', { timeout: 30_000 }, async () => {
    const damaged = join(scratch, 'damaged');
    writeParts(whole, damaged);
    const file = join(damaged, 'yfcc100m_places-5.bz2');
    truncateSync(file, 300);
    const ended = await job(['--in', damaged], join(scratch, 'out', 'damaged'));
    assert.equal(ended.code, 3);
    assert.match(ended.stderr, /yfcc100m_places-5\.bz2/);
  });
});
