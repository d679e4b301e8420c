import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { FULL_FIELDS } from '../../src/core/full-fields.js';
import { oddDatasetLine, oddItems } from '../core/odd-lines.js';
import { encoder, FULL, inStep, joinedRows, reference, synthShard, type Shard } from './shard.js';

test('makes each single field as the reference does, and each but one', () => {
  const shard = synthShard(200, 6);
  const rows = joinedRows(shard);
  for (const field of FULL_FIELDS) {
    for (const fields of [[field], [field, 'raw'] as const, FULL_FIELDS.filter((name) => name !== field)]) {
      const form = { ...FULL, fields };
      encoder.takeTally();
      const { text, isWhole } = inStep(shard, '\n', 0, null, form);
      const { json, tally } = reference(rows, form);
      assert.ok(isWhole && text === json, String(fields));
      assert.deepEqual(encoder.takeTally(), tally, String(fields));
    }
  }
});

test('makes any fields of rows with every oddity as the reference does', () => {
  const line = fc.record({
    dataset: oddDatasetLine('71'),
    autotags: oddItems.map((items) => `71\t${items}`),
    exif: oddItems.map((items) => `71\t${items}`),
    places: oddItems.map((items) => `71\t${items}`),
  });
  let whole = 0;
  fc.assert(
    fc.property(line, fc.subarray([...FULL_FIELDS]), ({ dataset, autotags, exif, places }, fields) => {
      const shard: Shard = { dataset: [dataset], autotags: [autotags], exif: [exif], places: [places] };
      const form = { ...FULL, fields };
      encoder.takeTally();
      const { text, isWhole } = inStep(shard, '\n', 0, null, form);
      const tally = encoder.takeTally();
      if (!isWhole) return;
      whole++;
      const expected = reference(joinedRows(shard), form);
      assert.equal(text, expected.json);
      assert.deepEqual(tally, expected.tally);
    }),
    { numRuns: 3000 },
  );
  assert.ok(whole > 1500, `${whole}`);
});

test('makes the media of a record only where it is listed, and whole records again behind that', () => {
  const [row] = joinedRows(synthShard(1, 6));
  assert.ok(row !== undefined);
  const textOf = (fields: typeof FULL.fields | readonly ['photo_id'] | readonly ['media']): string =>
    Buffer.from(encoder.encodeRow(row, { ...FULL, fields }, '{"path":"x"}')?.bytes ?? []).toString();
  assert.equal(textOf(['media']), '{"media":{"path":"x"}}\n');
  assert.equal(textOf(['photo_id']), `{"photo_id":"${row.dataset.photoId}"}\n`);
  assert.match(textOf(null), /^\{"photo_id":.*"exif":.*"media":\{"path":"x"\}/);
});
