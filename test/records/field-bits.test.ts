import assert from 'node:assert/strict';
import test from 'node:test';
import { FULL_FIELDS } from '../../src/core/full-fields.js';
import { fieldBits } from '../../src/records/field-bits.js';

test('has a bit of its own for every field', () => {
  const bits = FULL_FIELDS.map((name) => fieldBits([name]) >>> 0);
  assert.equal(new Set(bits).size, FULL_FIELDS.length);
  assert.ok(bits.every((value) => value !== 0 && (value & (value - 1)) === 0));
});

test('has all bits for all fields, and none for none', () => {
  assert.equal(fieldBits(null) >>> 0, 0xffffffff);
  assert.equal(fieldBits([]), 0);
});
