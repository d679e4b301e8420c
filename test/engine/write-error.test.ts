import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { asWriteError } from '../../src/engine/write-error.js';

test("makes the system's failure the engine's own error, with the file and the cause", () => {
  const cause = Object.assign(new Error('ENOSPC: no space left, write'), { code: 'ENOSPC', syscall: 'write' });
  const error = asWriteError(cause, '/out/a');
  assert.ok(error instanceof YfccError);
  assert.equal(error.code, 'disk-full');
  assert.deepEqual(error.facts, { file: '/out/a' });
  assert.equal(error.cause, cause);
});

test('leaves anything else as it is', () => {
  for (const error of [new Error('a bug'), new YfccError('usage', 'Expected more.'), 'text', null]) {
    assert.equal(asWriteError(error, '/out/a'), error);
  }
});
