import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { CliContext } from '../../src/cli/context.js';
import { main } from '../../src/cli/main.js';
import { scratchFolder } from '../whole/scratch.js';
import { FakeTerminal, NO_STREAMS, runMain } from './fake-terminal.js';

const scratch = await scratchFolder('synth-command');

test('names the files that it has written, with their rows', async () => {
  const out = join(scratch, 'whole');
  const { code, stdout, stderr, handlers } = await runMain(
    'synth',
    '--rows',
    '1200',
    '--out',
    out,
    '--compress',
    'none',
  );
  assert.deepEqual([code, stderr, handlers], [0, '', 0]);
  const lines = stdout.trimEnd().split('\n');
  for (const name of ['dataset', 'autotags', 'exif', 'places']) {
    const line = lines.find((one) => one.startsWith(join(out, `yfcc100m_${name}`)));
    assert.match(line ?? '', / {2}1,200 rows, [\d.]+ [kM]B$/);
  }
  assert.equal(lines.length, 4);
});

test('tells how many rows were left out and how many lines were broken', async () => {
  const out = join(scratch, 'odd');
  const options = ['--gaps', '0.2', '--bad', '0.2', '--columns', '23', '--eol', 'crlf', '--compress', 'none'];
  const { code, stdout } = await runMain('synth', '--rows', '300', '--out', out, ...options);
  assert.equal(code, 0);
  assert.match(stdout, /^rows left out: dataset \d+, autotags \d+, exif \d+, places \d+$/m);
  assert.match(stdout, /^broken lines: .*dataset reject [\w-]+ \d+/m);
});

test('ends with 130 at a signal, and leaves no file under a final name', async () => {
  const out = join(scratch, 'stopped');
  const stdout = new FakeTerminal();
  const stderr = new FakeTerminal();
  const signals = new EventEmitter();
  // The signal comes as soon as the command listens to it.
  signals.once('newListener', () => queueMicrotask(() => signals.emit('SIGINT')));
  const context: CliContext = { ...NO_STREAMS, stdout, stderr, signals, exitCode: 0 };
  assert.equal(await main(['synth', '--rows', '1000000', '--out', out, '--compress', 'none'], context), 130);
  assert.deepEqual([stdout.text, stderr.text], ['', 'yfcc: interrupted; nothing is left under a final name\n']);
  assert.deepEqual(existsSync(out) ? await readdir(out) : [], []);
  assert.equal(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM'), 0);
});

const REFUSED = [
  [['--rows', '5', '--gaps', '2'], /^yfcc: Expected .*gaps.* got .?2/],
  [['--rows', '5', '--columns', '24'], /columns.*24.*23, 25/s],
  [['--rows', '5', '--compress', 'zip'], /compress.*"zip".*"lbzip2"/s],
] as const;

for (const [options, says] of REFUSED) {
  test(`refuses ${options.join(' ')} with exit code 2`, async () => {
    const out = join(scratch, 'refused');
    const { code, stdout, stderr } = await runMain('synth', '--out', out, ...options);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, says);
    assert.equal(existsSync(out), false);
  });
}
