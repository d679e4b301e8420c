import assert from 'node:assert/strict';
import test from 'node:test';
import { parseSink } from '../../src/jobs/sink-option.js';

for (const [text, mode] of [
  ['disk', { writes: true, delayMs: 0 }],
  ['null', { writes: false, delayMs: 0 }],
  ['delay=50', { writes: true, delayMs: 50 }],
] as const) {
  test(`reads ${text}`, () => assert.deepEqual(parseSink(text), mode));
}

for (const text of ['', 'tape', 'delay', 'delay=', 'delay=-1', 'delay=60001']) {
  test(`refuses "${text}"`, () => {
    assert.throws(() => parseSink(text), { code: 'usage', message: /Expected --sink to be disk, null, or delay=N/ });
  });
}
