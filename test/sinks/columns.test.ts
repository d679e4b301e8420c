import assert from 'node:assert/strict';
import test from 'node:test';
import { withMedia } from '../../src/core/record.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { RECORDS } from './sample-records.js';

const whole = RECORDS.find(({ raw }) => raw !== undefined);

test('has a column for every field of a record, in the order of its keys', () => {
  assert.ok(whole);
  assert.deepEqual(columnsOf(false), Object.keys(whole));
});

test('has media in front of raw where media are fetched', () => {
  assert.ok(whole);
  assert.deepEqual(columnsOf(true), Object.keys(withMedia(whole, null)));
});

test('has the columns of a list alone, in the same order', () => {
  assert.deepEqual(columnsOf(false, ['raw', 'title', 'photo_id']), ['photo_id', 'title', 'raw']);
});
