import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { MAIN_SOURCES } from '../../src/core/fields.js';
import { runMain } from '../cli/fake-terminal.js';
import { yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources, type WriteOptions } from './sources.js';
import { filesOf, recordText } from './tree.js';

const scratch = await scratchFolder('input-forms');
const ROWS = 300;

async function records(
  name: string,
  inputs: readonly string[],
  ...options: readonly string[]
): Promise<readonly string[]> {
  const out = join(scratch, 'out', name);
  const ended = await runMain(
    'run',
    ...inputs,
    '--out',
    out,
    '--format',
    'jsonl',
    '--threads',
    '1',
    '--shard-rows',
    '64',
    ...options,
  );
  assert.equal(ended.code, 0, ended.stderr);
  return recordText(out).trimEnd().split('\n');
}

describe('the same rows in another form give the same records', () => {
  const plain = join(scratch, 'plain');
  let expected: readonly string[] = [];

  before(async () => {
    expected = await records('plain', ['--in', writeSources(plain, makeLines(ROWS))]);
    assert.equal(expected.length, ROWS);
  });

  const forms: Readonly<Record<string, WriteOptions>> = {
    CRLF: { eol: '\r\n' },
    'no end of the last line': { isClosed: false },
    'CRLF and no end of the last line': { eol: '\r\n', isClosed: false },
    bz2: { bz2: true },
    'bz2, CRLF and no end of the last line': { bz2: true, eol: '\r\n', isClosed: false },
  };
  for (const [name, form] of Object.entries(forms)) {
    it(name, { timeout: 30_000 }, async () => {
      const dir = writeSources(join(scratch, name), makeLines(ROWS), form);
      assert.deepEqual(await records(name, ['--in', dir]), expected);
    });
  }

  it('gzip, an archive, and some of each', { timeout: 30_000 }, async () => {
    const dir = writeSources(join(scratch, 'gz'), makeLines(ROWS), { isClosed: false });
    execFileSync('gzip', ['yfcc100m_dataset', 'yfcc100m_exif'], { cwd: dir });
    execFileSync('tar', ['-czf', 'yfcc100m_places.tgz', '--remove-files', 'yfcc100m_places'], { cwd: dir });
    execFileSync('bzip2', ['yfcc100m_autotags'], { cwd: dir });
    assert.deepEqual(await records('gz', ['--in', dir]), expected);
    assert.deepEqual(await records('gz-range', ['--in', dir], '--lines', '100..150'), expected.slice(100, 150));
  });

  it('each file by an option of its own', { timeout: 30_000 }, async () => {
    const inputs = MAIN_SOURCES.flatMap((source) => [`--${source}`, join(plain, `yfcc100m_${source}`)]);
    assert.deepEqual(await records('single', inputs), expected);
  });

  it('compressed with --gzip', { timeout: 30_000 }, async () => {
    assert.deepEqual(await records('gzip', ['--in', plain], '--gzip'), expected);
    assert.ok(filesOf(join(scratch, 'out', 'gzip', 'meta')).every((path) => path.endsWith('.jsonl.gz')));
  });

  it('23 columns, apart from what that form lacks', { timeout: 30_000 }, async () => {
    const dir = writeSources(join(scratch, '23'), makeLines(ROWS, { columns: 23 }));
    const lacking = (line: string): string =>
      line.replace(/"line_number":\d+/, '"line_number":null').replace('"hash_ok":true', '"hash_ok":null');
    assert.deepEqual(await records('23', ['--in', dir]), expected.map(lacking));
  });

  const ranges: Readonly<Record<string, readonly [options: readonly string[], from: number, to: number]>> = {
    'a range of lines': [['--lines', '10..250'], 10, 250],
    'a range from a line on': [['--lines', '65..'], 65, ROWS],
    'a range up to a line': [['--lines', '..64'], 0, 64],
    'a range over the end': [['--lines', '200..5000'], 200, ROWS],
    'a limit': [['--limit', '130'], 0, 130],
    'a limit in a range': [['--lines', '100..200', '--limit', '1'], 100, 101],
  };
  for (const [name, [options, from, to]] of Object.entries(ranges)) {
    it(`${name} gives these rows with their own parts`, { timeout: 30_000 }, async () => {
      assert.deepEqual(await records(name, ['--in', plain], ...options), expected.slice(from, to));
    });
  }

  it('a range begins with the right parts behind rows that are missing', { timeout: 30_000 }, async () => {
    const lines = makeLines(ROWS);
    lines.exif.splice(20, 30);
    lines.places.splice(0, 1);
    const dir = writeSources(join(scratch, 'holes'), lines);
    assert.deepEqual(await records('holes', ['--in', dir], '--lines', '100..'), expected.slice(100));
  });
});

describe('what the command line refuses has exit code 2', () => {
  const input = join(scratch, 'plain');
  const out = join(scratch, 'refused');
  const refused: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
    'an unknown option': [['run', '--in', input, '--out', out, '--thread', '2'], /thread/],
    'an unknown command': [['walk'], /walk/],
    'no command': [[], /command/],
    'no --out': [['run', '--in', input], /out/],
    'no input': [['run', '--out', out], /--in or --dataset, got neither/],
    'no threads': [['run', '--in', input, '--out', out, '--threads', '0'], /--threads .+ from 1 to 512, got 0/],
    'threads that are no number': [['run', '--in', input, '--out', out, '--threads', 'many'], /--threads .+ got NaN/],
    'half a row a shard': [['run', '--in', input, '--out', out, '--shard-rows', '0.5'], /--shard-rows .+ got 0.5/],
    'an unknown format': [['run', '--in', input, '--out', out, '--format', 'xml'], /format.+xml/s],
    'a range that is none': [['run', '--in', input, '--out', out, '--lines', '5-9'], /--lines .+ got 5-9/],
    'an empty range': [['run', '--in', input, '--out', out, '--lines', '9..9'], /--lines .+ got 9\.\.9/],
    'gzip without jsonl': [['run', '--in', input, '--out', out, '--gzip'], /--format jsonl with --gzip/],
    'resume and overwrite': [
      ['run', '--in', input, '--out', out, '--resume', '--overwrite'],
      /--resume and --overwrite, got both/,
    ],
    'a template of another protocol': [
      ['run', '--in', input, '--out', out, '--media', 'all', '--media-url-template', 'ftp://a/b'],
      /ftp/,
    ],
    'a template with a field that no record has': [
      [
        'run',
        '--in',
        input,
        '--out',
        out,
        '--media',
        'all',
        '--media-url-template',
        'http://127.0.0.1/{photo_idd}.jpg',
      ],
      /photo_idd/,
    ],
    'an address that is none': [
      ['run', '--in', input, '--out', out, '--media', 'all', '--resolve', 'a:b:c'],
      /resolve.+a:b:c/,
    ],
  };
  for (const [name, [args, says]] of Object.entries(refused)) {
    it(name, { timeout: 30_000 }, async () => {
      const ended = await runMain(...args);
      assert.equal(ended.code, 2, ended.stderr);
      assert.match(ended.stderr, says);
      assert.equal(existsSync(out), false, 'nothing is made');
    });
  }

  it('of the process, too', { timeout: 30_000 }, async () => {
    const ended = await yfcc(['run', '--in', input, '--out', out, '--thread', '2']);
    assert.equal(ended.code, 2, ended.stderr);
    assert.match(ended.stderr, /thread/);
    assert.equal(existsSync(out), false, 'nothing is made');
  });
});
