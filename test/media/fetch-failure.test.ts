import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, FetchFailure } from '../../src/media/fetch-failure.js';
import { BlockedAddressError } from '../../src/media/lookup.js';

function withCode(message: string, code: unknown): Error {
  return Object.assign(new Error(message), { code });
}

const FAILURES: readonly (readonly [error: Error, outcome: string, message: string])[] = [
  [withCode('read ECONNRESET', 'ECONNRESET'), 'network', 'ECONNRESET: read ECONNRESET'],
  [withCode('', 'ECONNREFUSED'), 'network', 'ECONNREFUSED'],
  [new BlockedAddressError('a.example', ['::1']), 'blocked', 'a.example is ::1: not an address of the public internet'],
];

for (const [error, outcome, message] of FAILURES) {
  test(`names ${error.message || 'an error without words'}: ${outcome}`, () => {
    const failure = failureOf(error);
    assert(failure instanceof FetchFailure);
    assert.deepEqual([failure.outcome, failure.message, failure.cause], [outcome, message, error]);
  });
}

test('leaves a failure, and what is a bug, as it is', () => {
  for (const error of [new FetchFailure('truncated', 'x'), new TypeError('x'), withCode('x', 5), 'x']) {
    assert.equal(failureOf(error), error);
  }
});
