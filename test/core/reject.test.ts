import assert from 'node:assert/strict';
import test from 'node:test';
import { reject } from '../../src/core/reject.js';

test('holds the source, the line number, the id, the reason and the line', () => {
  assert.deepEqual(reject('exif', 7, '12', 'Expected a tab.', '12'), {
    source: 'exif',
    line: 7,
    photo_id: '12',
    reason: 'Expected a tab.',
    text: '12',
  });
});

test('shows the first 200 characters of a longer line', () => {
  assert.equal(reject('dataset', 0, null, 'why', 'x'.repeat(200)).text, 'x'.repeat(200));
  assert.equal(reject('dataset', 0, null, 'why', `${'x'.repeat(200)}y`).text, 'x'.repeat(200));
});

test('is one line of JSON, whatever the bytes of the line', () => {
  const text = '\r\t"\\\x00\xff\u0085';
  const json = JSON.stringify(reject('places', 1, null, 'why', text));
  assert.equal(json.includes('\n'), false);
  assert.equal(JSON.parse(json).text, text);
});
