import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { yfcc, type Ended } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('stdin');
const plain = writeSources(join(scratch, 'plain'), makeLines(300));
const dataset = join(plain, 'yfcc100m_dataset');
const job = (out: string): string[] => ['--out', join(scratch, 'out', out), '--format', 'jsonl', '--shard-rows', '100'];

/** The command with what a shell command writes as its standard input. */
function piped(command: string, ...args: readonly string[]): Promise<Ended> {
  return yfcc(args, { launcher: ['bash', '-c', `${command} | exec "$0" "$@"`] });
}

describe('a source from standard input', () => {
  let expected = '';
  before(async () => {
    const ended = await yfcc(['run', '--in', plain, ...job('expected')]);
    assert.equal(ended.code, 0, ended.stderr);
    expected = recordText(join(scratch, 'out', 'expected'));
    execFileSync('tar', ['-czf', join(scratch, 'd.tgz'), '-C', plain, 'yfcc100m_dataset']);
  });

  for (const [form, command] of [
    ['plain', `cat ${dataset}`],
    ['bz2', `bzip2 -c ${dataset}`],
    ['gzip', `gzip -c ${dataset}`],
    ['an archive', `cat ${join(scratch, 'd.tgz')}`],
  ] as const) {
    it(`gives the same records: ${form}`, { timeout: 30_000 }, async () => {
      const ended = await piped(command, 'run', '--in', plain, '--dataset', '-', ...job(form));
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(recordText(join(scratch, 'out', form)), expected);
    });
  }

  it('ends when no more is wanted of it', { timeout: 30_000 }, async () => {
    const ended = await piped(
      `cat ${dataset} - < /dev/zero`,
      'run',
      '--dataset',
      '-',
      '--limit',
      '10',
      ...job('limit'),
    );
    assert.equal(ended.code, 0, ended.stderr);
  });

  it('is refused in a folder with a job in it, which --overwrite begins anew', { timeout: 30_000 }, async () => {
    const args = ['run', '--in', plain, '--dataset', '-', ...job('plain')];
    const ended = await piped(`cat ${dataset}`, ...args);
    assert.equal(ended.code, 4);
    assert.match(ended.stderr, /a job whose dataset comes from standard input can't be gone on with/);
    const file = await yfcc(['run', '--in', plain, ...job('plain')]);
    assert.equal(file.code, 4, 'nor can its folder by a job of files');
    assert.equal((await piped(`cat ${dataset}`, ...args, '--overwrite')).code, 0);
  });

  it('can have no --resume, and no rows is an error', { timeout: 30_000 }, async () => {
    const resumed = await piped(`cat ${dataset}`, 'run', '--dataset', '-', '--resume', ...job('resume'));
    assert.equal(resumed.code, 2);
    const empty = await piped('true', 'run', '--dataset', '-', ...job('empty'));
    assert.equal(empty.code, 3);
    assert.match(empty.stderr, /got an empty file: standard input/);
  });
});
