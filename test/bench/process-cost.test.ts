import assert from 'node:assert/strict';
import test from 'node:test';
import { costOf, cpuSecondsOfTimes } from '../../bench/process-cost.js';

test('reads what the shell says of its children, of both that are common', () => {
  assert.equal(cpuSecondsOfTimes('0m0.00s 0m0.00s\n1m2.50s 0m0.25s\n'), 62.75);
  assert.equal(cpuSecondsOfTimes('0m0.001s 0m0.002s\n0m0.125s 2m0.500s\n'), 120.625);
  assert.equal(cpuSecondsOfTimes('0m0.00s 0m0.00s\n'), null);
  assert.equal(cpuSecondsOfTimes(''), null);
});

test('counts the CPU seconds of all that a command starts', () => {
  const busy = `const until = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < until);`;
  const { cpuSeconds, seconds, exitCode } = costOf('sh', ['-c', `'${process.execPath}' -e '${busy}'; true`]);
  assert.equal(exitCode, 0);
  assert.ok(cpuSeconds >= 0.2, String(cpuSeconds));
  assert.ok(seconds >= 0.2, String(seconds));
});

test('gives the exit code and what was said, also of a command that is not there', () => {
  const failed = costOf('sh', ['-c', 'echo why >&2; exit 3']);
  assert.deepEqual([failed.exitCode, failed.stderr], [3, 'why\n']);
  assert.equal(costOf('yfcc-no-such-command', []).exitCode, 127);
});
