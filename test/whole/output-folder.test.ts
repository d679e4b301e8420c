import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runMain, type CommandResult } from '../cli/fake-terminal.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, outputTree, rejectLines, treeOf } from './tree.js';

const scratch = await scratchFolder('output-folder');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');
const TIMEOUT = { timeout: 30_000 };
const OPTIONS = ['--format', 'jsonl', '--threads', '1', '--shard-rows', '50', '--max-rejects', '5'];

function run(out: string, ...options: readonly string[]): Promise<CommandResult> {
  return runMain('run', '--in', input, '--out', out, ...OPTIONS, ...options);
}

before(async () => {
  const lines = makeLines(200);
  lines.dataset[10] = 'not a row';
  lines.places[160] = 'no id\there';
  writeSources(input, lines, { only: ['dataset', 'places'] });
  const { code, stderr } = await run(whole);
  assert.equal(code, 0, stderr);
});

/** A copy of the finished job, to do harm to. */
function copyOf(name: string): string {
  const out = join(scratch, name);
  cpSync(whole, out, { recursive: true });
  return out;
}

function assertWhole(out: string): void {
  assert.deepEqual(outputTree(out), outputTree(whole));
  assert.deepEqual(rejectLines(out), rejectLines(whole));
  assert.deepEqual(soundManifest(out), soundManifest(whole));
}

describe('the same command on a folder that is there', () => {
  it('does nothing to a finished job', TIMEOUT, async () => {
    const out = copyOf('finished');
    const untouched = treeOf(out);
    const { code, stderr } = await run(out);
    assert.equal(code, 0, stderr);
    assert.deepEqual(treeOf(out), untouched);
  });

  const harms: Readonly<Record<string, (manifest: string) => void>> = {
    'a manifest whose last line is torn': (manifest) => truncateSync(manifest, readFileSync(manifest).length - 20),
    'a manifest that ends behind the job': (manifest) =>
      writeFileSync(manifest, linesOf(manifest).slice(0, 1).join('')),
    'a manifest with half a line more': (manifest) =>
      writeFileSync(manifest, `${linesOf(manifest).slice(0, 3).join('')}{"type":"sha`),
    'a manifest that ends with its third shard': (manifest) =>
      writeFileSync(manifest, linesOf(manifest).slice(0, 4).join('')),
  };
  for (const [name, harm] of Object.entries(harms)) {
    it(`goes on with ${name}`, TIMEOUT, async () => {
      const out = copyOf(name);
      harm(join(out, 'manifest.jsonl'));
      const { code, stderr } = await run(out);
      assert.equal(code, 0, stderr);
      assertWhole(out);
    });
  }

  it('begins anew in a folder with nothing but a manifest torn in its first line', TIMEOUT, async () => {
    const out = join(scratch, 'torn');
    mkdirSync(out);
    writeFileSync(join(out, 'manifest.jsonl'), '{"type":"job","ver');
    const { code, stderr } = await run(out);
    assert.equal(code, 0, stderr);
    assertWhole(out);
  });

  it('drops rejects that no shard of the manifest speaks for', TIMEOUT, async () => {
    const out = copyOf('rejects');
    const manifest = join(out, 'manifest.jsonl');
    writeFileSync(manifest, linesOf(manifest).slice(0, 3).join(''));
    appendFileSync(join(out, 'rejects.jsonl'), '{"source":"dataset","line":9');
    assert.equal((await run(out)).code, 0);
    assertWhole(out);
  });

  it('refuses to go on when the rejects that the manifest counts are gone', TIMEOUT, async () => {
    const out = copyOf('lost-rejects');
    const manifest = join(out, 'manifest.jsonl');
    writeFileSync(manifest, linesOf(manifest).slice(0, 3).join(''));
    rmSync(join(out, 'rejects.jsonl'));
    const { code, stderr } = await run(out);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /rejects\.jsonl to have the \d+ bytes that the manifest counts, got 0/);
  });
});

describe("a folder that is not this job's is refused with exit code 4 and left as it is", () => {
  const refused: Readonly<Record<string, readonly [options: readonly string[], says: RegExp]>> = {
    'another schema': [['--schema', 'article'], /begun with schema full, not article/],
    'another size of the shards': [['--shard-rows', '51'], /shard-rows 50, not 51/],
    'another range': [['--lines', '1..'], /from 0, not 1/],
    'a source more': [['--exif', join(scratch, 'in', 'yfcc100m_places')], /without exif/],
    'another file': [['--places', join(scratch, 'in', 'yfcc100m_dataset')], /places file was another one/],
    '--resume with another schema': [['--resume', '--schema', 'article'], /begun with schema full, not article/],
  };
  for (const [name, [options, says]] of Object.entries(refused)) {
    it(name, TIMEOUT, async () => {
      const untouched = treeOf(whole);
      const { code, stderr } = await run(whole, ...options);
      assert.equal(code, 4, stderr);
      assert.match(stderr, says);
      assert.deepEqual(treeOf(whole), untouched);
    });
  }

  it("strangers' files", TIMEOUT, async () => {
    const out = join(scratch, 'strangers');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.tex'), 'years of work');
    const { code, stderr } = await run(out);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /got thesis\.tex and no manifest/);
    assert.deepEqual(filesOf(out), ['thesis.tex']);
    assert.equal((await run(out, '--resume')).code, 0);
    assert.equal(readFileSync(join(out, 'thesis.tex'), 'utf8'), 'years of work');
  });

  it('a file under the name of the folder', TIMEOUT, async () => {
    const out = join(scratch, 'a-file');
    writeFileSync(out, 'a file');
    const { code, stderr } = await run(out);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /--out to be a folder, got a file/);
  });

  it('a manifest that is damaged in the middle', TIMEOUT, async () => {
    const out = copyOf('damaged');
    const manifest = join(out, 'manifest.jsonl');
    const [job = '', , ...rest] = linesOf(manifest);
    writeFileSync(manifest, [job, '{"type":"shard","shard\n', ...rest].join(''));
    const { code, stderr } = await run(out);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /line 2 of .+manifest\.jsonl to be JSON/);
  });
});

describe('--overwrite', () => {
  it('removes all that an earlier job wrote, and nothing of anybody else', TIMEOUT, async () => {
    const out = copyOf('overwrite');
    writeFileSync(join(out, 'thesis.tex'), 'years of work');
    const { code, stderr } = await run(out, '--overwrite', '--lines', '0..60');
    assert.equal(code, 0, stderr);
    assert.deepEqual(filesOf(out), [
      'manifest.jsonl',
      'meta/00000.jsonl',
      'meta/00001.jsonl',
      'rejects.jsonl',
      'thesis.tex',
    ]);
  });

  it('removes the rest when an earlier --overwrite was killed halfway', TIMEOUT, async () => {
    const out = halfRemoved('overwrite-killed');
    const { code, stderr } = await run(out, '--overwrite', '--lines', '0..60');
    assert.equal(code, 0, stderr);
    assert.deepEqual(filesOf(out), ['manifest.jsonl', 'meta/00000.jsonl', 'meta/00001.jsonl', 'rejects.jsonl']);
  });

  it('is gone on with also by a run without it, which begins anew', TIMEOUT, async () => {
    const out = halfRemoved('overwrite-plain');
    const { code, stderr } = await run(out);
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /going on behind/);
    assertWhole(out);
    assert.deepEqual(filesOf(out), filesOf(whole));
  });
});

/** The finished job as an --overwrite leaves it that is killed halfway. */
function halfRemoved(name: string): string {
  const out = copyOf(name);
  renameSync(join(out, 'manifest.jsonl'), join(out, '.yfcc.removing'));
  rmSync(join(out, 'rejects.jsonl'));
  rmSync(join(out, 'meta', '00001.jsonl'));
  return out;
}

/** The lines of a manifest, each with its end. */
function linesOf(manifest: string): readonly string[] {
  return readFileSync(manifest, 'utf8').split(/(?<=\n)/);
}
