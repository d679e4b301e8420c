import assert from 'node:assert/strict';
import test from 'node:test';
import { EXIT_CODES, YfccError, type ErrorCode } from '../../src/core/errors.js';
import { adviceFor } from '../../src/dashboard/advice.js';

test('has a sentence of its own for what a person can do about each failure', () => {
  for (const code of Object.keys(EXIT_CODES) as ErrorCode[]) {
    const advice = adviceFor(new YfccError(code, 'x'));
    if (code === 'interrupted') assert.equal(advice, null);
    else assert.match(advice ?? '', /^[A-Z].*\.$/, code);
  }
  assert.match(adviceFor(new TypeError('x')) ?? '', /^This is a bug\./);
  assert.match(adviceFor('thrown text') ?? '', /^This is a bug\./);
});
