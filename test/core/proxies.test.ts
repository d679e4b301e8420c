import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxiesOf, proxyFor } from '../../src/core/proxies.js';

const NONE = { http: null, https: null, no: '' };

const ENVIRONMENTS: readonly (readonly [environment: Record<string, string>, proxies: object])[] = [
  [{}, NONE],
  [{ http_proxy: 'http://p:3128' }, { ...NONE, http: 'http://p:3128/' }],
  [{ http_proxy: 'p:3128' }, { ...NONE, http: 'http://p:3128/' }],
  // Made up by whoever asks a CGI program.
  [{ HTTP_PROXY: 'http://p:3128' }, NONE],
  [{ HTTPS_PROXY: 'https://p' }, { ...NONE, https: 'https://p/' }],
  [
    { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' },
    { ...NONE, https: 'http://lower/' },
  ],
  [
    { HTTPS_PROXY: 'http://upper', https_proxy: '' },
    { ...NONE, https: 'http://upper/' },
  ],
  [{ http_proxy: 'http://u:p%40@p' }, { ...NONE, http: 'http://u:p%40@p/' }],
  [
    { NO_PROXY: 'a', no_proxy: 'b' },
    { ...NONE, no: 'b' },
  ],
  [{ NO_PROXY: 'a' }, { ...NONE, no: 'a' }],
];

for (const [environment, proxies] of ENVIRONMENTS) {
  test(`reads ${JSON.stringify(environment)}`, () => {
    assert.deepEqual(proxiesOf(environment), proxies);
  });
}

test('refuses what is no proxy, and does not show its password', () => {
  const bad = (environment: Record<string, string>, message: string): void =>
    assert.throws(() => proxiesOf(environment), { code: 'usage', message });
  bad(
    { https_proxy: 'socks5://u:secret@p' },
    'Expected the variable https_proxy to be an http:// or https:// URL, got socks5:.',
  );
  bad({ http_proxy: 'http://' }, 'Expected the variable http_proxy to be an http:// or https:// URL, got no URL.');
});

const EXEMPT: readonly (readonly [no: string, url: string, isExempt: boolean])[] = [
  ['', 'http://a.example/', false],
  ['*', 'http://a.example/', true],
  ['a.example', 'http://a.example/', true],
  ['A.Example', 'http://a.example./', true],
  ['example', 'http://a.example/', true],
  ['.example', 'http://a.example/', true],
  ['*.example', 'http://a.example/', true],
  ['ample', 'http://a.example/', false],
  ['b, a.example', 'http://a.example/', true],
  ['b a.example', 'http://a.example/', true],
  ['a.example:80', 'http://a.example/', true],
  ['a.example:81', 'http://a.example/', false],
  ['a.example:443', 'https://a.example/', true],
  ['127.0.0.1', 'http://127.0.0.1:81/', true],
  ['::1', 'http://[::1]/', true],
  ['[::1]:81', 'http://[::1]:81/', true],
  ['[::1]:81', 'http://[::1]/', false],
  [',', 'http://a.example/', false],
];

for (const [no, url, isExempt] of EXEMPT) {
  test(`${isExempt ? 'spares' : 'does not spare'} ${url} the proxy with no_proxy ${JSON.stringify(no)}`, () => {
    const proxies = { http: 'http://p/', https: 'http://p/', no };
    assert.equal(proxyFor(new URL(url), proxies), isExempt ? null : 'http://p/');
  });
}

test('has a proxy of its own for each protocol', () => {
  const proxies = { http: 'http://one/', https: null, no: '' };
  assert.equal(proxyFor(new URL('http://a/'), proxies), 'http://one/');
  assert.equal(proxyFor(new URL('https://a/'), proxies), null);
});
