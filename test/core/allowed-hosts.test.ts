import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedByName, parseAllowedHosts } from '../../src/core/allowed-hosts.js';

const CASES: readonly (readonly [entry: string, host: string, port: number, isAllowed: boolean])[] = [
  ['mirror', 'mirror', 80, true],
  ['mirror', 'MIRROR', 8080, true],
  ['Mirror.lan', 'mirror.lan.', 80, true],
  ['mirror.lan.', 'mirror.lan', 80, true],
  ['mirror', 'amirror', 80, false],
  ['mirror', 'a.mirror', 80, false],
  ['mirror:8080', 'mirror', 8080, true],
  ['mirror:8080', 'mirror', 80, false],
  ['*.lan', 'a.b.lan', 80, true],
  ['*.lan', 'lan', 80, false],
  ['*.lan', 'alan', 80, false],
  ['*.lan:81', 'a.lan', 81, true],
  ['*.lan:81', 'a.lan', 80, false],
  ['127.0.0.1', '127.0.0.1', 80, true],
  ['127.1', '127.0.0.1', 80, true],
  ['127.0.0.1', '127.0.0.2', 80, false],
  ['127.0.0.1:81', '127.0.0.1', 80, false],
  ['::1', '::1', 80, true],
  ['0:0:0:0:0:0:0:1', '::1', 80, true],
  ['[::1]', '::1', 80, true],
  ['[::1]:81', '::1', 81, true],
  ['[::1]:81', '::1', 80, false],
  ['fd00::1', 'fd00::2', 80, false],
];

for (const [entry, host, port, isAllowed] of CASES) {
  test(`${entry} ${isAllowed ? 'allows' : 'does not allow'} ${host} at ${port}`, () => {
    assert.equal(isAllowedByName(parseAllowedHosts([entry]), host, port), isAllowed);
  });
}

test('allows what one of many allows, and nothing without any', () => {
  assert.equal(isAllowedByName(parseAllowedHosts(['a', 'b']), 'b', 80), true);
  assert.equal(isAllowedByName([], 'b', 80), false);
});

const BAD = [
  '',
  '*',
  '*.',
  'a b',
  'http://a',
  'a/b',
  'a:',
  'a:x',
  'a:0',
  'a:65536',
  'u@a',
  '[::1',
  '*.[::1]:x',
  '1.2.3.4.5',
  '[1.2.3.4]',
];

for (const entry of BAD) {
  test(`refuses ${JSON.stringify(entry)}`, () => {
    assert.throws(() => parseAllowedHosts([entry]), {
      code: 'usage',
      message: `Expected --allow-host to be a name, *.name or an address, and :port or not, got ${entry}.`,
    });
  });
}
