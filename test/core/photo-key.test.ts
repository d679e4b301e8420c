import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { hashesIdentity, hasHash, hasId, idsIdentity, readHash, readId } from '../../src/core/photo-key.js';
import { hashesOf, idsOf } from './key-sets.js';

const words = new Uint32Array(4);
const isId = (text: string): boolean => readId(Buffer.from(text), 0, text.length, words);
const isHash = (text: string): boolean => readHash(Buffer.from(text), 0, text.length, words) !== null;

test('reads an id of up to 19 digits as a number of 64 bits', () => {
  for (const id of ['1', '4294967295', '4294967296', '999999999999999', '1000000000000001', '9999999999999999999']) {
    assert.ok(isId(id), id);
    assert.equal(BigInt(words[1] ?? 0) * 2n ** 32n + BigInt(words[0] ?? 0), BigInt(id));
  }
  for (const text of ['', '0', '01', '12345678901234567890', '1a', '-1', ' 1', '1.5']) assert.equal(isId(text), false);
});

test('has the ids that it was made of, to the last digit', () => {
  const ids = idsOf(['5000000001', '9007199254740993', '9999999999999999999', '7']);
  for (const id of ['5000000001', '9007199254740993', '9999999999999999999', '7']) assert.ok(hasId(ids, id), id);
  for (const id of ['705032705', '9007199254740992', '9007199254740994', '07', '99999999999999999997', '8'])
    assert.equal(hasId(ids, id), false, id);
});

test('reads a hash of up to 32 hex digits', () => {
  for (const text of ['1', '00', 'ABCdef', 'a'.repeat(31), 'f'.repeat(32)]) assert.ok(isHash(text), text);
  for (const text of ['', 'null', 'a'.repeat(33), '1 ', 'g']) assert.equal(isHash(text), false, text);
});

const hex = fc.string({ unit: fc.constantFrom(...'0012abf'.split('')), minLength: 1, maxLength: 32 });

/** As the dataset prints it: a byte under 0x10 without its zero. */
function printed(hash: string): string {
  return hash.length < 32 ? hash : hash.replaceAll(/0(.)|(..)/g, '$1$2');
}

test('has the hashes that it was made of, with and without the zeros that the dataset leaves out, and no others', () => {
  const has = (list: readonly string[], text: string): boolean => hasHash(hashesOf(list), Buffer.from(text));
  assert.ok(has(['0a'.repeat(16)], 'a'.repeat(16)));
  assert.ok(has(['a'.repeat(16)], '0A'.repeat(16)));
  assert.equal(has(['1'], '01'), false);
  assert.equal(has(['01'], '1'), false);
  assert.equal(has(['1'.repeat(32)], '1'.repeat(31)), false);
  fc.assert(
    fc.property(fc.array(hex, { maxLength: 40 }), fc.array(hex, { maxLength: 40 }), (listed, others) => {
      const set = hashesOf(listed);
      const expected = new Set(listed.map(printed));
      assert.equal(set.whole.count + set.short.count, expected.size);
      for (const text of [...listed, ...others])
        assert.equal(hasHash(set, Buffer.from(text)), expected.has(printed(text)), text);
    }),
    { numRuns: 1000 },
  );
});

test('is told by what is in a set, not by how it came', () => {
  assert.equal(idsIdentity(idsOf(['1', '2', '3'])), idsIdentity(idsOf(['3', '2', '1', '2'])));
  assert.notEqual(idsIdentity(idsOf(['1', '2', '3'])), idsIdentity(idsOf(['1', '2', '4'])));
  assert.match(idsIdentity(idsOf(['1', '2', '3'])), /^3 ids, sha256 [\da-f]{64}$/);
  assert.equal(hashesIdentity(hashesOf(['ab', '0c'])), hashesIdentity(hashesOf(['0c', 'AB'])));
  assert.notEqual(hashesIdentity(hashesOf(['ab', '0c'])), hashesIdentity(hashesOf(['ab', 'c'])));
});
