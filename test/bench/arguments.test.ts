import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseArgs } from 'node:util';
import { isUsageError, positiveInteger, positiveIntegers } from '../../bench/arguments.js';
import { YfccError } from '../../src/core/errors.js';

describe('arguments', () => {
  it('are integers', () => {
    assert.equal(positiveInteger('rows', '10'), 10);
  });

  it('are several integers, each once', () => {
    assert.deepEqual(positiveIntegers('threads', '1,4,1'), [1, 4]);
  });

  for (const text of ['0', '1.5', '-1', 'x', '']) {
    it(`are not \`${text}\``, () => {
      const isExpected = (error: unknown): boolean =>
        isUsageError(error) && error.message.includes('`--rows`') && error.message.includes(`\`${text}\``);
      assert.throws(() => positiveInteger('rows', text), isExpected);
      assert.throws(() => positiveIntegers('rows', `1,${text}`), isExpected);
    });
  }

  it('are wrong when there is no such option', () => {
    assert.throws(() => parseArgs({ args: ['--row=5'], options: {} }), isUsageError);
    assert.equal(isUsageError(new YfccError('bad-input', 'other')), false);
    assert.equal(isUsageError(new TypeError('a bug')), false);
  });
});
