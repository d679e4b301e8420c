import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseResolve, resolvedAddresses } from '../../src/core/resolve.js';

const TABLE = parseResolve([
  'farm8.staticflickr.com:80:192.0.2.1',
  'Two.example:443:192.0.2.1,[2001:db8::1]',
  '*:8080:2001:db8::2',
  'own.example:8080:192.0.2.9',
]);

const CASES: readonly (readonly [host: string, port: number, addresses: readonly string[] | null])[] = [
  ['farm8.staticflickr.com', 80, ['192.0.2.1']],
  ['FARM8.staticflickr.com', 80, ['192.0.2.1']],
  ['farm8.staticflickr.com', 443, null],
  ['two.example', 443, ['192.0.2.1', '2001:db8::1']],
  ['any.example', 8080, ['2001:db8::2']],
  ['own.example', 8080, ['192.0.2.9']],
  ['any.example', 80, null],
];

for (const [host, port, addresses] of CASES) {
  test(`gives ${addresses?.join(' and ') ?? 'nothing'} for ${host}:${port}`, () => {
    assert.deepEqual(resolvedAddresses(TABLE, host, port), addresses);
  });
}

for (const entry of [
  '',
  'host',
  'host:80',
  'host:80:',
  'host:http:192.0.2.1',
  'host:80:other.example',
  'host:80:127.0.0.1:80',
  'host:80:[::1]:80',
  ':80:192.0.2.1',
]) {
  test(`refuses \`${entry}\``, () => {
    assert.throws(() => parseResolve([entry]), {
      code: 'usage',
      message: `Expected \`resolve\` to be host:port:address, got \`${entry}\`.`,
    });
  });
}
