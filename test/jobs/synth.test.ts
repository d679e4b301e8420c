import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { YfccError, type ErrorCode } from '../../src/core/errors.js';
import { MAIN_SOURCES, type MainSource } from '../../src/core/fields.js';
import { findCompressor } from '../../src/jobs/compressor.js';
import { synth, type SynthOptions } from '../../src/jobs/synth.js';
import { synthRows } from '../../src/synth/rows.js';

const FOLDER = await mkdtemp(join(tmpdir(), 'yfcc-synth-'));
after(() => rm(FOLDER, { recursive: true }));

const newFolder = (): Promise<string> => mkdtemp(join(FOLDER, 'out-'));
const MAX_BYTES = 64 * 1024 * 1024;

async function plainFile(out: string, source: MainSource): Promise<string> {
  return readFile(join(out, `yfcc100m_${source}`), 'latin1');
}

/** The four plain files of a run. */
async function synthPlain(options: Omit<SynthOptions, 'out' | 'compress'>): Promise<readonly string[]> {
  const out = await newFolder();
  await synth({ ...options, out, compress: 'none' });
  return Promise.all(MAIN_SOURCES.map((source) => plainFile(out, source)));
}

/** Lines, without the empty piece behind the last line end. */
const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);

test('writes the rows, a line each, and says what it wrote', async () => {
  const out = await newFolder();
  const progress: number[] = [];
  const result = await synth({ rows: 2000, out, compress: 'none', onProgress: (rows) => progress.push(rows) });
  const rows = [...synthRows({ rows: 2000 })];
  for (const [index, source] of MAIN_SOURCES.entries()) {
    const text = await plainFile(out, source);
    assert.equal(text, rows.map((lines) => `${lines[source]}\n`).join(''));
    const path = join(out, `yfcc100m_${source}`);
    assert.deepEqual(result.files[index], { source, path, rows: 2000, bytes: text.length });
  }
  assert.deepEqual([result.gaps, result.bad], [{ dataset: 0, autotags: 0, exif: 0, places: 0 }, {}]);
  assert.equal(result.compressor, 'none');
  assert.equal(progress.at(-1), 2000);
  assert.ok(progress.length > 2);
});

test('ends lines with CR LF where asked', async () => {
  const [lf, crlf] = [await synthPlain({ rows: 20 }), await synthPlain({ rows: 20, eol: 'crlf' })];
  assert.deepEqual(
    crlf,
    lf.map((text) => text.replaceAll('\n', '\r\n')),
  );
});

test('writes empty files for no rows', async () => {
  assert.deepEqual(await synthPlain({ rows: 0 }), ['', '', '', '']);
});

test('leaves rows out of single files and counts them, the other lines as they were', async () => {
  const out = await newFolder();
  const { files, gaps } = await synth({ rows: 3000, out, compress: 'none', gaps: 0.02 });
  const whole = await synthPlain({ rows: 3000 });
  for (const [index, source] of MAIN_SOURCES.entries()) {
    const kept = new Set(linesOf(await plainFile(out, source)));
    const all = linesOf(whole[index] ?? '');
    assert.deepEqual(
      all.filter((line) => kept.has(line)),
      [...kept],
    );
    assert.equal(kept.size, 3000 - (gaps[source] ?? 0));
    assert.equal(files[index]?.rows, kept.size);
    assert.ok(kept.size < 2980 && kept.size > 2900, `${kept.size}`);
  }
});

test('breaks lines and counts them by source, verdict and kind, the other lines as they were', async () => {
  const out = await newFolder();
  const { bad } = await synth({ rows: 3000, out, compress: 'none', bad: 0.02 });
  const whole = await synthPlain({ rows: 3000 });
  for (const [index, source] of MAIN_SOURCES.entries()) {
    const lines = linesOf(await plainFile(out, source));
    const all = linesOf(whole[index] ?? '');
    assert.equal(lines.length, all.length);
    const keys = Object.keys(bad).filter((key) => key.startsWith(`${source} `));
    const counted = keys.reduce((sum, key) => sum + (bad[key] ?? 0), 0);
    assert.equal(lines.filter((line, row) => line !== all[row]).length, counted);
    assert.ok(counted > 30 && counted < 100, `${counted}`);
    for (const key of keys) assert.match(key, /^[a-z]+ (reject|odd) [a-z0-9-]+$/);
  }
});

for (const compress of ['lbzip2', 'bzip2', 'npm'] as const) {
  test(`writes bz2 files with ${compress} that bzip2 reads`, async (context) => {
    try {
      await findCompressor(compress);
      await findCompressor('bzip2');
    } catch {
      context.skip(`${compress} or bzip2 is not there`);
      return;
    }
    const out = await newFolder();
    const result = await synth({ rows: 2000, out, compress });
    assert.equal(result.compressor, compress);
    const whole = await synthPlain({ rows: 2000 });
    for (const [index, { path, bytes }] of result.files.entries()) {
      const compressed = await readFile(path);
      assert.equal(compressed.length, bytes);
      const { stdout } = spawnSync('bzip2', ['-dc'], { input: compressed, maxBuffer: MAX_BYTES });
      assert.equal(stdout.toString('latin1') === whole[index], true);
    }
  });
}

test('refuses a folder that already has one of the files, and leaves it alone', async () => {
  const out = await newFolder();
  const path = join(out, 'yfcc100m_exif');
  await writeFile(path, 'precious');
  await assert.rejects(synth({ rows: 5, out, compress: 'none' }), { code: 'output-refused', facts: { file: path } });
  assert.deepEqual(await readdir(out), ['yfcc100m_exif']);
  assert.equal(await readFile(path, 'utf8'), 'precious');
});

test('says so when the folder cannot be made', async () => {
  const out = await newFolder();
  await writeFile(join(out, 'file'), '');
  await assert.rejects(synth({ rows: 5, out: join(out, 'file', 'out'), compress: 'none' }), { code: 'write-failed' });
});

for (const compress of ['none', 'auto'] as const) {
  test(`leaves nothing when it is interrupted while it writes (${compress})`, async () => {
    const out = await newFolder();
    const abort = new AbortController();
    const running = synth({
      rows: 10_000_000,
      out,
      compress,
      signal: abort.signal,
      onProgress: (rows) => rows > 1000 && abort.abort(),
    });
    await assert.rejects(running, { code: 'interrupted' });
    assert.deepEqual(await readdir(out), []);
  });
}

test('leaves nothing when it is interrupted before it begins', async () => {
  const out = await newFolder();
  await assert.rejects(synth({ rows: 5, out, compress: 'none', signal: AbortSignal.abort() }), { code: 'interrupted' });
  assert.deepEqual(await readdir(out), []);
});

const FAILURES = [
  ['is killed half-way', 'head -c 500000 >/dev/null; kill -9 $$', 'write-failed'],
  ['finds the disk full at its end', 'cat >/dev/null; echo "write: No space left on device" >&2; exit 1', 'disk-full'],
] as const satisfies readonly (readonly [string, string, ErrorCode])[];

for (const [name, script, code] of FAILURES) {
  test(`leaves nothing when the compressor ${name}`, async () => {
    const path = process.env['PATH'];
    const programs = await newFolder();
    await writeFile(join(programs, 'lbzip2'), `#!/bin/sh\n${script}\n`);
    await chmod(join(programs, 'lbzip2'), 0o755);
    process.env['PATH'] = `${programs}:${path}`;
    try {
      const out = join(await newFolder(), 'made', 'on the way');
      await mkdir(out, { recursive: true });
      await assert.rejects(synth({ rows: 5000, out, compress: 'lbzip2' }), (error) => {
        assert.ok(error instanceof YfccError);
        assert.equal(error.code, code);
        return true;
      });
      assert.deepEqual(await readdir(out), []);
    } finally {
      process.env['PATH'] = path;
    }
  });
}
