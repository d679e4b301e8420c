import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optOutOf, outcomeOfStatus, redirectTarget } from '../../src/media/status.js';

const STATUSES = {
  200: null,
  206: null,
  301: 'wrong-type',
  304: 'wrong-type',
  400: 'refused',
  401: 'refused',
  403: 'refused',
  404: 'gone',
  408: 'timeout',
  410: 'gone',
  429: 'throttled',
  451: 'refused',
  500: 'server-error',
  503: 'server-error',
};

for (const [status, outcome] of Object.entries(STATUSES)) {
  test(`takes status ${status} for ${outcome ?? 'the head of a file'}`, () => {
    assert.equal(outcomeOfStatus(Number(status)), outcome);
  });
}

const FROM = new URL('http://farm8.staticflickr.com/7205/1_a.jpg');
const REDIRECTS: readonly (readonly [status: number, location: string | null, target: string | null])[] = [
  [301, '/2_b.jpg', 'http://farm8.staticflickr.com/2_b.jpg'],
  [302, 'https://live.staticflickr.com/1_a.jpg', 'https://live.staticflickr.com/1_a.jpg'],
  [303, '//s.yimg.com/x', 'http://s.yimg.com/x'],
  [307, 'file:///etc/passwd', 'file:///etc/passwd'],
  [308, 'http://[', null],
  [302, null, null],
  [300, '/2_b.jpg', null],
  [200, '/2_b.jpg', null],
];

for (const [status, location, target] of REDIRECTS) {
  test(`reads status ${status} with location ${location} as ${target ?? 'no redirect'}`, () => {
    assert.equal(redirectTarget(status, location, FROM)?.href ?? null, target);
  });
}

const ROBOTS: readonly (readonly [header: string | null, optOut: string | null])[] = [
  [null, null],
  ['noindex, nofollow', null],
  ['noindex, noai', 'noai'],
  ['NoImageAI', 'noimageai'],
  ['somebot: noai', 'noai'],
  ['noairplay', null],
];

for (const [header, optOut] of ROBOTS) {
  test(`sees ${optOut ?? 'no opt-out'} in X-Robots-Tag: ${header}`, () => {
    assert.equal(optOutOf(header), optOut);
  });
}
