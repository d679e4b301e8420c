import assert from 'node:assert/strict';
import test from 'node:test';
import { HttpBody } from '../../src/engine/http-body.js';
import { FinalError } from '../../src/engine/remote-body.js';
import { Stall } from '../../src/engine/stall.js';
import { startFileServer } from './file-server.js';

const never = new Stall(new AbortController().signal);

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
    constructor: FinalError,
    message: 'the server sends it from byte 0 on, not from 2',
  });
  await server.close();
});
