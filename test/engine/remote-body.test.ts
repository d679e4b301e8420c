import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ChangedError,
  checkAnswer,
  FinalError,
  isPassing,
  isSame,
  parseContentRange,
  type RemoteState,
} from '../../src/engine/remote-body.js';

test('takes two answers for one file unless they say otherwise', () => {
  const state: RemoteState = { bytes: 5, validator: '"1"', hasRanges: true };
  assert.ok(isSame(state, { ...state, hasRanges: false }));
  assert.ok(isSame(state, { ...state, bytes: null }));
  assert.ok(!isSame(state, { ...state, bytes: 6 }));
  assert.ok(!isSame(state, { ...state, validator: '"2"' }));
  assert.ok(!isSame(state, { ...state, validator: null }));
});

test('reads a Content-Range, also one that does not tell everything', () => {
  assert.deepEqual(parseContentRange('bytes 7-1023/146515'), { first: 7, bytes: 146_515 });
  assert.deepEqual(parseContentRange('bytes 7-1023/*'), { first: 7, bytes: null });
  assert.deepEqual(parseContentRange('bytes */0'), { first: null, bytes: 0 });
  assert.deepEqual(parseContentRange(''), { first: null, bytes: null });
});

test('takes an answer for what was asked, and tells another file from another place in it', () => {
  const known: RemoteState = { bytes: 5, validator: '"1"', hasRanges: true };
  checkAnswer({ from: 2, to: null, known }, known, 2);
  assert.throws(() => checkAnswer({ from: 2, to: null, known }, { ...known, bytes: 6 }, 2), ChangedError);
  assert.throws(() => checkAnswer({ from: 2, to: null, known }, known, 0), {
    constructor: FinalError,
    message: 'the server sends it from byte 0 on, not from 2',
  });
});

test('tells what may pass from what stays', () => {
  assert.deepEqual(
    [500, 503, 429, 408, 400, 403, 404, 412].map((status) => isPassing(status)),
    [true, true, true, true, false, false, false, false],
  );
});
