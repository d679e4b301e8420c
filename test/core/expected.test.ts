import assert from 'node:assert/strict';
import test from 'node:test';
import { expected } from '../../src/core/expected.js';

test('says what was expected and what came', () => {
  assert.equal(expected('23 or 25 columns', '7'), 'Expected 23 or 25 columns, got `7`.');
});

test('cuts what came when it is long', () => {
  assert.equal(expected('an id', 'x'.repeat(41)), `Expected an id, got \`${'x'.repeat(40)}...\`.`);
});
