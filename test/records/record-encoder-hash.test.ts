import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { COLUMNS } from '../../src/core/fields.js';
import { matches, NO_FILTER } from '../../src/core/filter.js';
import { urlHash } from '../../src/core/hash.js';
import { hashesOf } from '../core/key-sets.js';
import { oddDatasetLine, oddId, oddItems } from '../core/odd-lines.js';
import { rowOf } from '../core/real-rows.js';
import { ARTICLES, FULL, inStep, joinedRows, reference, synthShard, type Shard } from './shard.js';

/** Synthetic rows of 23 columns, with a hash file beside them: every third line is of another URL, every seventh empty. */
function shardWithHashes(rows: number): Shard & { readonly hash: string[] } {
  const shard = synthShard(rows, 11);
  const cells = shard.dataset.map((line) => line.split('\t'));
  return {
    ...shard,
    dataset: cells.map((row) => row.filter((_, column) => !isLong(column)).join('\t')),
    hash: cells.map((row, k) => {
      const hash = k % 7 === 0 ? '' : k % 3 === 0 ? urlHash(`${k}`) : row[COLUMNS.photo_hash];
      return `${row[COLUMNS.photo_id]}\t${hash}`;
    }),
  };
}

const isLong = (column: number): boolean => column === COLUMNS.line_number || column === COLUMNS.photo_hash;

test('takes the hash of a row of 23 columns from its line, in step', () => {
  const shard = shardWithHashes(1000);
  const rows = joinedRows(shard);
  for (const form of [FULL, ...ARTICLES]) {
    const { text, isWhole } = inStep(shard, '\n', 3, null, form);
    assert.ok(isWhole);
    assert.equal(text, reference(rows, form).json);
  }
  const { json, tally } = reference(rows);
  const wrong = json.split('\n').filter((line) => line.includes('"hash_ok":false')).length;
  assert.ok(wrong > 300 && wrong < 600 && tally.wrongHashes === wrong, String(wrong));
});

test('chooses records by the hash of the line', () => {
  const shard = shardWithHashes(500);
  const rows = joinedRows(shard);
  const hashes = hashesOf(shard.hash.slice(0, 100).flatMap((line) => line.split('\t')[1] || []));
  const filter = { ...NO_FILTER, hashes };
  const { text, count } = inStep(shard, '\n', 0, filter);
  assert.equal(text, reference(rows.filter((row) => matches(filter, row))).json);
  // But the empty ones.
  assert.equal(count, 85);
});

test('makes of odd rows and odd hashes what the reference makes, or leaves them to it', () => {
  const row = oddId.chain((id) =>
    fc.record({ dataset: oddDatasetLine(id), hash: fc.oneof(fc.constant(null), fc.constant(''), oddItems) }),
  );
  let stated = 0;
  fc.assert(
    fc.property(row, ({ dataset, hash }) => {
      const { photoId, cells } = rowOf(dataset);
      const side = [`${photoId}\t`];
      const own = hash ?? urlHash(cells[COLUMNS.url_get] ?? '');
      const shard: Shard = {
        dataset: [dataset],
        autotags: side,
        exif: side,
        places: side,
        hash: [`${photoId}\t${own}`],
      };
      const { text, isWhole } = inStep(shard);
      if (!isWhole) return;
      const rows = joinedRows(shard);
      stated += rows.filter(({ dataset: joined }) => joined.columns === 23 && joined.statesHash).length;
      assert.equal(text, reference(rows).json);
    }),
    { numRuns: 3000 },
  );
  assert.ok(stated > 100, String(stated));
});
