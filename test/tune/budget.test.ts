import assert from 'node:assert/strict';
import test from 'node:test';
import { parseBudget } from '../../src/tune/budget.js';

for (const [text, seconds] of [
  ['60s', 60],
  ['90', 90],
  ['1.5m', 90],
  ['24h', 86_400],
] as const) {
  test(`reads ${text}`, () => assert.equal(parseBudget(text), seconds));
}

for (const text of ['', '9s', '25h', '60 s', 's', '-60s', '1d']) {
  test(`refuses "${text}"`, () => {
    assert.throws(() => parseBudget(text), {
      code: 'usage',
      message: /Expected --budget to be a time from 10s to 24h/,
    });
  });
}
