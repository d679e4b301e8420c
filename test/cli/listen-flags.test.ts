import assert from 'node:assert/strict';
import test from 'node:test';
import { listenFlags, LOOPBACK } from '../../src/cli/listen-flags.js';

test('takes the last of several values, and loopback where no host is named', () => {
  assert.deepEqual(listenFlags('show', ['1', '2'], undefined), { port: 2, host: LOOPBACK });
  assert.deepEqual(listenFlags('show', '', ['a', 'b']), { port: null, host: 'b' });
  assert.equal(listenFlags('show', undefined, undefined), null);
});

for (const [port, host, message] of [
  ['123456', undefined, 'Expected --show to be a port from 0 to 65535, or nothing, got 123456.'],
  ['000080', undefined, 'Expected --show to be a port from 0 to 65535, or nothing, got 000080.'],
  ['8080 ', undefined, 'Expected --show to be a port from 0 to 65535, or nothing, got 8080 .'],
  ['', '', 'Expected --show-host to name an address, got nothing.'],
  [undefined, 'a', 'Expected --show with --show-host, got it alone.'],
] as const) {
  test(`refuses ${JSON.stringify([port, host])}, and names the flags`, () => {
    assert.throws(() => listenFlags('show', port, host), { code: 'usage', message });
  });
}
