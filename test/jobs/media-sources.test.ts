import assert from 'node:assert/strict';
import test from 'node:test';
import { mediaSources, type MediaFrom } from '../../src/jobs/media-sources.js';

const sourcesOf = (options: Partial<MediaFrom>): readonly string[] =>
  mediaSources({ mediaFrom: [], mediaUrlTemplate: '', size: '500', ...options });

test('takes names with commas and templates, in their order; without any the URL in the file', () => {
  assert.deepEqual(sourcesOf({}), ['farm']);
  assert.deepEqual(sourcesOf({ mediaFrom: ['s3,live', 'http://m/{photo_id},x.jpg', 'farm'] }), [
    's3',
    'live',
    'http://m/{photo_id},x.jpg',
    'farm',
  ]);
  assert.deepEqual(sourcesOf({ mediaUrlTemplate: 'http://m/{photo_id}.jpg' }), ['http://m/{photo_id}.jpg']);
  assert.deepEqual(sourcesOf({ mediaFrom: ['live,farm'], size: 'o' }), ['live', 'farm']);
});

test('takes the names of fields, the kind, the path of the URL, and parts of the hash', () => {
  for (const mediaUrlTemplate of ['http://m/{kind}/{h0-3}/{photo_id}.jpg', 'http://m{url_path}'])
    assert.doesNotThrow(() => sourcesOf({ mediaUrlTemplate }), mediaUrlTemplate);
});

const REFUSED: readonly (readonly [Partial<MediaFrom>, RegExp])[] = [
  [
    { mediaUrlTemplate: 'http://m/{id}.jpg' },
    /^Expected --media-url-template to name fields of a record \(line_number, photo_id, .*\), got \{id\}\.$/,
  ],
  [{ mediaFrom: ['s3', 'http://m/{id}'] }, /^Expected --media-from to name fields of a record .* got \{id\}\.$/],
  [{ mediaFrom: ['s3,flickr'] }, /^Expected --media-from to list s3, live, farm or URL templates, got `flickr`\.$/],
  [{ mediaFrom: [''] }, /got ``\.$/],
  [{ mediaFrom: ['ftp://m/{photo_id}'] }, /begins with http:\/\/ or https:\/\//],
  [{ mediaFrom: ['live,s3'], size: 'b' }, /^Expected --media-from without s3, .* with --size b\.$/],
  [
    { mediaFrom: ['s3'], mediaUrlTemplate: 'http://m/{kind}' },
    /^Expected one of --media-from and --media-url-template/,
  ],
];

for (const [options, message] of REFUSED) {
  test(`refuses ${JSON.stringify(options)}`, () => {
    assert.throws(() => sourcesOf(options), { code: 'usage', message });
  });
}
