import assert from 'node:assert/strict';
import test from 'node:test';
import { methodsOf, refusal, type Asked, type Door, type Kind } from '../../src/dashboard/guard.js';

const TOKEN = 'x7Zk0123456789abcdefghij';
const DOOR: Door = {
  port: 8099,
  names: new Set(['127.0.0.1', 'localhost', '::1']),
  isAnyAddress: false,
  isLoopback: true,
  token: TOKEN,
};
const ELSEWHERE: Door = { ...DOOR, names: new Set(['192.168.1.5']), isLoopback: false };
const ANYWHERE: Door = {
  ...DOOR,
  names: new Set(['0.0.0.0', 'localhost', 'node7']),
  isAnyAddress: true,
  isLoopback: false,
};
const OURS = 'http://127.0.0.1:8099';

/** A request as the page makes it, with a token, from Chromium. */
const ASKED: Asked = {
  method: 'POST',
  host: '127.0.0.1:8099',
  origin: OURS,
  fetchSite: 'same-origin',
  contentType: 'application/json',
  authorization: `Bearer ${TOKEN}`,
};
const READ: Asked = { ...ASKED, method: 'GET', origin: undefined, contentType: undefined };
const BARE: Asked = { ...READ, fetchSite: undefined, authorization: undefined };

const CASES: readonly (readonly [string, Kind, Asked, Door, number | null])[] = [
  ['a command of the page', 'command', ASKED, DOOR, null],
  [
    'a command by the name localhost',
    'command',
    { ...ASKED, host: 'localhost:8099', origin: 'http://localhost:8099' },
    DOOR,
    null,
  ],
  [
    'a command by the address ::1',
    'command',
    { ...ASKED, host: '[::1]:8099', origin: 'http://[::1]:8099' },
    DOOR,
    null,
  ],
  ['a Host in capitals', 'page', { ...BARE, host: 'LocalHost:8099' }, DOOR, null],
  [
    'a command of a program, without an origin',
    'command',
    { ...ASKED, origin: undefined, fetchSite: undefined },
    DOOR,
    null,
  ],
  [
    'a charset behind the content type',
    'command',
    { ...ASKED, contentType: 'application/json; charset=utf-8' },
    DOOR,
    null,
  ],
  ['a command without a token', 'command', { ...ASKED, authorization: undefined }, DOOR, 401],
  ['a command with another token', 'command', { ...ASKED, authorization: `Bearer ${TOKEN.toUpperCase()}` }, DOOR, 401],
  [
    'a command with a part of the token',
    'command',
    { ...ASKED, authorization: `Bearer ${TOKEN.slice(0, -1)}` },
    DOOR,
    401,
  ],
  ['a command with the token in another scheme', 'command', { ...ASKED, authorization: `Basic ${TOKEN}` }, DOOR, 401],
  ['a command of another origin', 'command', { ...ASKED, origin: 'http://evil.example' }, DOOR, 403],
  ['a command of another port', 'command', { ...ASKED, origin: 'http://127.0.0.1:8100' }, DOOR, 403],
  ['a command of our other name', 'command', { ...ASKED, origin: 'http://localhost:8099' }, DOOR, 403],
  ['a command of no origin, as from a file', 'command', { ...ASKED, origin: 'null' }, DOOR, 403],
  [
    'a command of a page of another site',
    'command',
    { ...ASKED, origin: undefined, fetchSite: 'cross-site' },
    DOOR,
    403,
  ],
  [
    'a command of a page of the same site',
    'command',
    { ...ASKED, origin: undefined, fetchSite: 'same-site' },
    DOOR,
    403,
  ],
  ['a form', 'command', { ...ASKED, contentType: 'application/x-www-form-urlencoded' }, DOOR, 415],
  ['a text that may be JSON', 'command', { ...ASKED, contentType: 'text/plain' }, DOOR, 415],
  ['a command without a type', 'command', { ...ASKED, contentType: undefined }, DOOR, 415],
  ['another JSON type', 'command', { ...ASKED, contentType: 'application/json-seq' }, DOOR, 415],
  ['a command by GET', 'command', { ...ASKED, method: 'GET' }, DOOR, 405],
  ['a command by PUT', 'command', { ...ASKED, method: 'PUT' }, DOOR, 405],
  ['a question before a command, as browsers ask it', 'command', { ...ASKED, method: 'OPTIONS' }, DOOR, 405],
  ['data by POST', 'data', { ...READ, method: 'POST' }, DOOR, 405],
  ['the page by DELETE', 'page', { ...READ, method: 'DELETE' }, DOOR, 405],
  [
    'a name that leads here',
    'command',
    { ...ASKED, host: 'evil.example:8099', origin: 'http://evil.example:8099' },
    DOOR,
    403,
  ],
  ['the page by a name that leads here', 'page', { ...BARE, host: 'evil.example:8099' }, DOOR, 403],
  ['a name that begins as ours', 'data', { ...READ, host: 'localhost.evil.example:8099' }, DOOR, 403],
  ['another port', 'data', { ...READ, host: '127.0.0.1:8100' }, DOOR, 403],
  ['no port', 'data', { ...READ, host: '127.0.0.1' }, DOOR, 403],
  ['no port, on port 80', 'data', { ...READ, host: '127.0.0.1' }, { ...DOOR, port: 80 }, null],
  ['no Host', 'data', { ...READ, host: undefined }, DOOR, 403],
  ['an empty Host', 'data', { ...READ, host: '' }, DOOR, 403],
  ['a Host with a user in it', 'data', { ...READ, host: 'a@127.0.0.1:8099' }, DOOR, 403],
  ['another address of loopback', 'data', { ...READ, host: '127.0.0.2:8099' }, DOOR, 403],
  ['data on loopback without a token', 'data', BARE, DOOR, null],
  ['data by HEAD', 'data', { ...BARE, method: 'HEAD' }, DOOR, null],
  ['data for a page of another site', 'data', { ...BARE, fetchSite: 'cross-site' }, DOOR, 403],
  ['data for another port of this machine', 'data', { ...BARE, fetchSite: 'same-site' }, DOOR, 403],
  ['data that somebody types the address of', 'data', { ...BARE, fetchSite: 'none' }, DOOR, null],
  ['data for another origin', 'data', { ...BARE, origin: 'http://evil.example' }, DOOR, 403],
  ['a link to the page from another site', 'page', { ...BARE, fetchSite: 'cross-site' }, DOOR, null],
  ['data on a network without a token', 'data', { ...BARE, host: '192.168.1.5:8099' }, ELSEWHERE, 401],
  ['data on a network with the token', 'data', { ...READ, host: '192.168.1.5:8099' }, ELSEWHERE, null],
  ['the page on a network', 'page', { ...BARE, host: '192.168.1.5:8099' }, ELSEWHERE, null],
  ['the name localhost on a network', 'page', { ...BARE, host: 'localhost:8099' }, ELSEWHERE, 403],
  ['any address on all of them', 'page', { ...BARE, host: '10.0.0.9:8099' }, ANYWHERE, null],
  ['an IPv6 address on all of them', 'page', { ...BARE, host: '[fe80::1]:8099' }, ANYWHERE, null],
  ["the machine's name on all of them", 'page', { ...BARE, host: 'node7:8099' }, ANYWHERE, null],
  ['another name on all of them', 'page', { ...BARE, host: 'evil.example:8099' }, ANYWHERE, 403],
];

for (const [name, kind, asked, door, status] of CASES) {
  test(`${status === null ? 'lets in' : `refuses with ${status}`} ${name}`, () => {
    assert.equal(refusal(kind, asked, door)?.status ?? null, status);
  });
}

test('says which methods there are', () => {
  assert.deepEqual((['page', 'data', 'command'] as const).map(methodsOf), [['GET', 'HEAD'], ['GET', 'HEAD'], ['POST']]);
});
