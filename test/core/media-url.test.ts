import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillUrlTemplate, isFlickrHost, isPlaceholder, parseUrlTemplate } from '../../src/core/media-url.js';

const FIELDS = new Map([
  ['photo_id', '6985418911'],
  ['user_id', '39089491@N00'],
  ['server_id', '7205'],
]);
const SOURCE = { hash: '4e2f7a26a1dfbf165a7e30bdabf7e72a', field: (name: string) => FIELDS.get(name) ?? null };

const FILLED: readonly (readonly [template: string, filled: object])[] = [
  ['http://mirror/{photo_id}.jpg', { url: 'http://mirror/6985418911.jpg' }],
  ['https://mirror/{h0-3}/{h3-6}/x', { url: 'https://mirror/4e2/f7a/x' }],
  ['http://mirror/{h30-99}', { url: 'http://mirror/2a' }],
  ['http://mirror/{user_id}', { url: 'http://mirror/39089491%40N00' }],
  ['http://mirror/all', { url: 'http://mirror/all' }],
  ['http://mirror/{photo_ext}', { missing: 'photo_ext' }],
];

for (const [template, filled] of FILLED) {
  test(`fills ${template}`, () => {
    assert.deepEqual(fillUrlTemplate(parseUrlTemplate(template), SOURCE), filled);
  });
}

const REFUSED: readonly (readonly [template: string, got: RegExp])[] = [
  ['ftp://mirror/{photo_id}', /begins with http:\/\/ or https:\/\/, got `ftp:/],
  ['http://mirror/{photo_id', /every `\{` to have its `\}`/],
  ['http://mirror/photo_id}', /every `\{` to have its `\}`/],
  ['http://mirror/{}', /got `\{\}`/],
  ['http://mirror/{h3-3}', /got `\{h3-3\}`/],
  ['http://mirror/{Photo Id}', /got `\{Photo Id\}`/],
];

for (const [template, message] of REFUSED) {
  test(`refuses ${template}`, () => {
    assert.throws(() => parseUrlTemplate(template), { code: 'usage', message });
  });
}

test('names the fields that a template takes', () => {
  const fields = parseUrlTemplate('http://m/{server_id}/{photo_id}_{h0-3}').filter(({ kind }) => kind === 'field');
  assert.deepEqual(fields, [
    { kind: 'field', name: 'server_id' },
    { kind: 'field', name: 'photo_id' },
  ]);
});

const PLACEHOLDERS: readonly (readonly [url: string, isOne: boolean])[] = [
  ['https://s.yimg.com/pw/images/en-us/photo_unavailable.png', true],
  ['https://s.yimg.com/pw/images/en-us/photo_unavailable_l.png?x=1', true],
  ['https://s.yimg.com/photo_unavailable/6985418911.jpg', false],
  ['http://farm8.staticflickr.com/7205/6985418911_df7747990d.jpg', false],
];

for (const [url, isOne] of PLACEHOLDERS) {
  test(`takes ${url} ${isOne ? 'for the placeholder' : 'for a photo'}`, () => {
    assert.equal(isPlaceholder(new URL(url)), isOne);
  });
}

test('knows the hosts of Flickr', () => {
  const hosts = ['farm8.staticflickr.com', 'www.flickr.com:443', 's.yimg.com', 'LIVE.staticflickr.com', 'flickr.com'];
  assert.deepEqual(hosts.filter(isFlickrHost), hosts);
  const others = ['notflickr.com', 'flickr.com.example.org', '127.0.0.1:80', 'multimedia-commons.s3.amazonaws.com'];
  assert.deepEqual(others.filter(isFlickrHost), []);
});
