import assert from 'node:assert/strict';
import test from 'node:test';
import { peek } from '../../src/engine/peek.js';
import { collected } from './chunked.js';
import { feed } from './feed.js';

test('gives the first bytes, and all of them after that', async () => {
  for (const wanted of [0, 1, 2, 5, 6, 9]) {
    const { head, all } = await peek(
      feed([Buffer.from('a'), Buffer.from('bcd'), Buffer.from('ef')]),
      ({ length }) => length >= wanted,
    );
    assert.ok(head.length >= Math.min(6, wanted));
    assert.ok('abcdef'.startsWith(head.toString()));
    assert.equal((await collected(all)).toString(), 'abcdef');
  }
});

test('takes a stream with nothing in it', async () => {
  const { head, all } = await peek(feed([]), ({ length }) => length >= 4);
  assert.equal(head.length, 0);
  assert.equal((await collected(all)).length, 0);
});

test('closes the stream when its reader has gone', async () => {
  let isClosed = false;
  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('abc');
    } finally {
      isClosed = true;
    }
  }
  const { all } = await peek(stream(), ({ length }) => length >= 5);
  await all.next();
  assert.equal(isClosed, false);
  await all.return(undefined);
  assert.equal(isClosed, true);
});
