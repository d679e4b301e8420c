import assert from 'node:assert/strict';
import test from 'node:test';
import { HttpBody, isSame, type HttpState } from '../../src/engine/http-body.js';
import { startFileServer } from './file-server.js';

const never = new AbortController().signal;

test('takes two answers for one file unless they say otherwise', () => {
  const state: HttpState = { bytes: 5, validator: '"1"', hasRanges: true };
  assert.ok(isSame(state, { ...state, hasRanges: false }));
  assert.ok(isSame(state, { ...state, bytes: null }));
  assert.ok(!isSame(state, { ...state, bytes: 6 }));
  assert.ok(!isSame(state, { ...state, validator: '"2"' }));
  assert.ok(!isSame(state, { ...state, validator: null }));
});

test('gives a range, and what the answer says of the file', async () => {
  const server = await startFileServer({ bytes: () => Buffer.from('0123456789') });
  const body = await HttpBody.open(server.url, { from: 2, to: 4, known: null }, never);
  assert.deepEqual(body.state, { bytes: 10, validator: '"1"', hasRanges: true });
  assert.equal(Buffer.from((await body.next()) ?? []).toString(), '234');
  assert.equal(await body.next(), null);
  await body.close();
  await server.close();
});

test('refuses a range that is not the one asked for', async () => {
  const server = await startFileServer({ bytes: () => Buffer.from('0123456789'), hasRanges: false });
  const known = { bytes: 10, validator: '"1"', hasRanges: true };
  await assert.rejects(HttpBody.open(server.url, { from: 2, to: null, known }, never), {
    isFinal: true,
    message: 'the server sends it from byte 0 on, not from 2',
  });
  await server.close();
});
