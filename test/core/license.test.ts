import assert from 'node:assert/strict';
import test from 'node:test';
import { LICENSES, licenseOf } from '../../src/core/license.js';
import { COLUMNS } from '../../src/core/fields.js';
import { realDatasetLines, rowOf } from './real-rows.js';

test('tells the six licences by their URL', () => {
  for (const license of LICENSES) {
    assert.equal(licenseOf(`http://creativecommons.org/licenses/${license}/2.0/`), license);
  }
});

test('tells the licence of every real row', () => {
  for (const line of realDatasetLines()) {
    assert.notEqual(licenseOf(rowOf(line).cells[COLUMNS.license_url] ?? ''), null);
  }
});

for (const url of [
  '',
  'by',
  'http://creativecommons.org/licenses/by/4.0/',
  'http://creativecommons.org/licenses/by/2.0',
]) {
  test(`does not take \`${url}\` for one of them`, () => {
    assert.equal(licenseOf(url), null);
  });
}
