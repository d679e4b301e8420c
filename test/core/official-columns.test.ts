import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS } from '../../src/core/fields.js';
import { OFFICIAL_COLUMNS } from '../../src/core/official-columns.js';
import { realLines } from './real-rows.js';

test('has a column for each of the 23-column form, in its order', () => {
  const names = Object.keys(OFFICIAL_COLUMNS);
  assert.equal(names.length, Object.keys(COLUMNS).length - 2);
  const cells = realLines('dataset23.sample.tsv')[0]?.split('\t') ?? [];
  const row = Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']));
  assert.match(row['photoid'] ?? '', /^\d+$/);
  assert.match(row['uid'] ?? '', /^\d+@N\d\d$/);
  assert.match(row['datetaken'] ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.0$/);
  assert.ok(row['pageurl']?.includes(`/${row['photoid']}/`));
  assert.ok(row['downloadurl']?.includes(`/${row['serverid']}/${row['photoid']}_${row['secret']}.jpg`));
  assert.match(row['licenseurl'] ?? '', /^http:\/\/creativecommons\.org\//);
  assert.equal(row['marker'], '0');
});
