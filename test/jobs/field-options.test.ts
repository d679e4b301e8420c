import assert from 'node:assert/strict';
import test from 'node:test';
import { parseFields } from '../../src/jobs/field-options.js';

const PLAIN = { schema: 'full', media: 'none' } as const;

test('is all fields where none is named', () => {
  assert.equal(parseFields([], PLAIN), null);
});

test('reads names from lists with commas, in the order of the schema, each once', () => {
  assert.deepEqual(parseFields(['title,photo_id', 'raw, exif', 'title'], PLAIN), ['photo_id', 'title', 'exif', 'raw']);
  assert.deepEqual(parseFields(['media'], { ...PLAIN, media: 'photos' }), ['media']);
});

const REFUSED = [
  [['photo_id,titel'], PLAIN, /^Expected --fields to be some of photo_id, line_number, .*, media, raw; got titel\.$/],
  [['photo_id,'], PLAIN, /; got nothing\.$/],
  [[''], PLAIN, /; got nothing\.$/],
  [['title'], { ...PLAIN, schema: 'article' }, /^Expected --schema full with --fields, got article\.$/],
  [['media'], PLAIN, /^Expected --media with the field media of --fields, got none\.$/],
] as const;

for (const [lists, job, message] of REFUSED) {
  test(`refuses ${JSON.stringify(lists)} with ${JSON.stringify(job)}`, () => {
    assert.throws(() => parseFields(lists, job), { code: 'usage', message });
  });
}
