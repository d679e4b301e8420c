import assert from 'node:assert/strict';
import test from 'node:test';
import { plainHost, portOf, withoutBrackets } from '../../src/core/host-name.js';

for (const [host, bare, plain] of [
  ['mirror.example', 'mirror.example', 'mirror.example'],
  ['mirror.example.', 'mirror.example.', 'mirror.example'],
  ['[::1]', '::1', '::1'],
  ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
] as const) {
  test(`takes ${host} for ${plain}`, () => {
    assert.equal(withoutBrackets(host), bare);
    assert.equal(plainHost(host), plain);
  });
}

for (const [url, port] of [
  ['http://a/', 80],
  ['https://a/', 443],
  ['http://a:8080/', 8080],
  ['https://[::1]:80/', 80],
] as const) {
  test(`finds the port ${port} in ${url}`, () => assert.equal(portOf(new URL(url)), port));
}
