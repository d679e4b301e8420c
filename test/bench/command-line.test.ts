import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../../bench/command-line.js';

test('is as one would type it in the folder of the package', () => {
  const script = fileURLToPath(new URL('../../../dist/src/bin.js', import.meta.url));
  const line = commandLine({ program: process.execPath, args: [script, 'cat', '--threads', '2', '/data/a.bz2'] });
  assert.equal(line, 'node dist/src/bin.js cat --threads 2 /data/a.bz2');
});

test('quotes what a shell would read otherwise', () => {
  const args = ["it's", '$HOME', 'a b', '', 'x;y', 'a*', 'plain/1.0:b=c%d'];
  const line = commandLine({ program: 'printf', args: ['%s|', ...args] });
  assert.equal(execFileSync('sh', ['-c', line], { encoding: 'utf8' }), args.map((word) => `${word}|`).join(''));
  assert.ok(line.endsWith(' plain/1.0:b=c%d'), line);
});
