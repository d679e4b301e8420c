import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import test from 'node:test';
import { defaultThreads } from '../../src/engine/threads.js';

test('has as many threads as there are cores', () => {
  assert.equal(defaultThreads(), availableParallelism());
});
