import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DATABASE_NAME } from '../../src/core/database-names.js';
import { databaseContent, NO_PYTHON_SQLITE } from '../sinks/read-sqlite.js';
import { yfcc } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { tryMount } from './tmpfs.js';
import { outputTree, rejectLines } from './tree.js';

const scratch = await scratchFolder('disk-full');
const input = join(scratch, 'in');

before(() => {
  const lines = makeLines(800);
  lines.dataset[5] = 'not a row';
  writeSources(input, lines);
});

function command(out: string, ...options: readonly string[]): readonly string[] {
  return ['run', '--in', input, '--out', out, '--threads', '2', '--shard-rows', '100', '--min-free', '0', ...options];
}

const FORMATS = ['files', 'jsonl', 'sqlite'] as const;
const whole: Record<string, string> = {};
before(async () => {
  for (const format of FORMATS) {
    const out = join(scratch, `whole-${format}`);
    const { code, stderr } = await yfcc(command(out, '--format', format));
    assert.equal(code, 1, stderr);
    whole[format] = out;
  }
});

function assertSame(out: string, format: string): void {
  const expected = whole[format] ?? '';
  if (format !== 'sqlite') assert.deepEqual(outputTree(out), outputTree(expected));
  else if (NO_PYTHON_SQLITE === false)
    assert.deepEqual(databaseContent(join(out, DATABASE_NAME)), databaseContent(join(expected, DATABASE_NAME)));
  assert.deepEqual(rejectLines(out), rejectLines(expected));
  assert.deepEqual(soundManifest(out), soundManifest(expected));
}

describe('a disk that is full', () => {
  const mounted: string[] = [];
  after(() => {
    for (const folder of mounted) execFileSync('umount', [folder]);
  });
  const canMount = tryMount(join(scratch, 'probe'), 'size=64k');
  if (canMount) mounted.push(join(scratch, 'probe'));
  const skip = canMount ? false : 'needs the right to mount a tmpfs';

  // Space, and inodes, which Linux reports alike.
  const limits = [
    { what: 'no space', format: 'files', full: 'size=800k', roomy: 'size=64m' },
    { what: 'no space', format: 'jsonl', full: 'size=800k', roomy: 'size=64m' },
    { what: 'no inode left', format: 'files', full: 'size=64m,nr_inodes=700', roomy: 'size=64m,nr_inodes=100000' },
    { what: 'no space', format: 'sqlite', full: 'size=1600k', roomy: 'size=64m' },
    { what: 'space for less than a shard', format: 'sqlite', full: 'size=200k', roomy: 'size=64m' },
    { what: 'no space for the database itself', format: 'sqlite', full: 'size=12k', roomy: 'size=64m' },
    { what: 'not even space for the manifest', format: 'jsonl', full: 'size=4k', roomy: 'size=64m' },
  ];
  for (const { what, format, full, roomy } of limits) {
    it(
      `ends a ${format} job with exit code 5 when there is ${what}, and it goes on when there is room`,
      { skip, timeout: 60_000 },
      async () => {
        const folder = join(scratch, `${format}-${full}`);
        assert.ok(tryMount(folder, full));
        mounted.push(folder);
        const out = join(folder, 'out');
        const ended = await yfcc(command(out, '--format', format));
        assert.equal(ended.code, 5, `${ended.signal}: ${ended.stderr}`);
        assert.match(ended.stderr, /No room to write .+\(ENOSPC\)\. Make room .+ same command again/);
        execFileSync('mount', ['-o', `remount,${roomy}`, folder]);
        const again = await yfcc(command(out, '--format', format));
        assert.equal(again.code, 1, again.stderr);
        assertSame(out, format);
      },
    );
  }
});

describe('a limit on the size of files', () => {
  // bash counts in KiB. The one for files stands in the way of the checksums, the other of the records.
  const limits = [
    { format: 'files', kibibytes: 4 },
    { format: 'jsonl', kibibytes: 40 },
    { format: 'sqlite', kibibytes: 400 },
    { format: 'sqlite', kibibytes: 40 },
  ];
  for (const { format, kibibytes } of limits) {
    it(
      `of ${kibibytes} KiB ends a ${format} job with exit code 5, and it goes on without it`,
      { timeout: 60_000 },
      async () => {
        const out = join(scratch, `limit-${format}-${kibibytes}`);
        const launcher = ['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash'] as const;
        const ended = await yfcc(command(out, '--format', format), { launcher });
        assert.equal(ended.signal, null, 'SIGXFSZ does not end it');
        assert.equal(ended.code, 5, ended.stderr);
        assert.match(ended.stderr, /No room to write .+\(EFBIG\)\. Make room .+ same command again/);
        const again = await yfcc(command(out, '--format', format));
        assert.equal(again.code, 1, again.stderr);
        assertSame(out, format);
      },
    );
  }
});
