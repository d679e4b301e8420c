import assert from 'node:assert/strict';
import test from 'node:test';
import { outcomeLine, parseOutcomeLine } from '../../src/core/outcome-line.js';
import { mediaResult } from './media-result.js';

test('gives back what it is given, also one that was put off', () => {
  for (const result of [
    mediaResult(),
    mediaResult({ outcome: 'network', isPutOff: true, status: null, host: null }),
    mediaResult({ outcome: 'ok', path: 'img/1/_/1.jpg', bytes: 5, sha256: 'ab', type: 'jpg', detail: null }),
  ]) {
    const line = outcomeLine({ photoId: '12', result });
    assert.ok(line.endsWith('}\n'));
    assert.deepEqual(parseOutcomeLine(line), { photoId: '12', result });
  }
});

test('names a line by its photo, and says only of those that were put off that they were', () => {
  const line = outcomeLine({ photoId: '12', result: mediaResult() });
  assert.equal(
    line,
    '{"photo_id":"12","outcome":"gone","url":"http://host/a.jpg","host":"host","status":404,"attempts":3,"milliseconds":12,"path":null,"type":null,"bytes":0,"sha256":null,"detail":"got a page"}\n',
  );
});

for (const text of [
  '',
  '{"photo_id":"12","outc',
  '[]',
  'null',
  '7',
  '{"photo_id":"1"}',
  '{"photo_id":"1","outcome":"x"}',
]) {
  test(`finds no outcome in ${text || 'nothing'}`, () => assert.equal(parseOutcomeLine(text), null));
}
