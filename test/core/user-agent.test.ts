import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkUserAgent } from '../../src/core/user-agent.js';

for (const text of ['', 'yfcc-engine (research; me@example.org)', 'caf\u00e9']) {
  test(`takes ${JSON.stringify(text)}`, () => {
    assert.equal(checkUserAgent(text), undefined);
  });
}

// The low byte of the last one is CR.
for (const text of ['a\r\nx: y', 'a\nb', 'a\0', 'a\x7f', 'a\u010db']) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => checkUserAgent(text), {
      code: 'usage',
      message: `Expected --user-agent without control characters, got ${JSON.stringify(text)}.`,
    });
  });
}
