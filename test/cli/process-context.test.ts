import assert from 'node:assert/strict';
import test from 'node:test';
import { processContext } from '../../src/cli/process-context.js';

test('is this process, and ends well unless told otherwise', () => {
  const { stdout, stderr, signals, exitCode } = processContext();
  assert.deepEqual([stdout, stderr, signals, exitCode], [process.stdout, process.stderr, process, 0]);
});
