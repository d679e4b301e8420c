import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { pieces } from '../../src/engine/pieces.js';
import { SLAB_BYTES, SlabPool } from '../../src/engine/slabs.js';
import { collect } from '../core/collect.js';
import { cutAt, feed } from './feed.js';

/** The pieces of chunks, each as its text, and its newlines. */
async function cut(chunks: Iterable<Uint8Array | string>): Promise<{ texts: string[]; newlines: number[][] }> {
  const found = await collect(pieces(feed(chunks), new SlabPool()));
  return {
    texts: found.map(({ slab, length }) => Buffer.from(slab.buffer, 0, length).toString('latin1')),
    newlines: found.map(({ newlines }) => Array.from(newlines)),
  };
}

const CASES = [
  ['nothing', [], [], []],
  ['empty chunks', ['', ''], [], []],
  ['one line', ['ab\n'], ['ab\n'], [[2]]],
  ['lines across chunks', ['a', 'b\nc', '\n'], ['a', 'b\nc', '\n'], [[], [1], [0]]],
  ['a last line without its LF, which it gets', ['a\nb'], ['a\nb', '\n'], [[1], [0]]],
  ['a last line without its LF before empty chunks', ['a', ''], ['a', '\n'], [[], [0]]],
  ['empty lines', ['\n\n\n'], ['\n\n\n'], [[0, 1, 2]]],
  ['a CR without LF at the end', ['a\r'], ['a\r', '\n'], [[], [0]]],
] as const;

for (const [what, chunks, texts, newlines] of CASES) {
  test(`cuts ${what}`, async () => {
    assert.deepEqual(await cut(chunks), { texts, newlines });
  });
}

test('cuts a chunk that is larger than a slab', async () => {
  const chunk = Buffer.alloc(2 * SLAB_BYTES + 3, 'x');
  for (const at of [SLAB_BYTES - 1, SLAB_BYTES, chunk.length - 1]) chunk[at] = 10;
  const { texts, newlines } = await cut([chunk]);
  assert.deepEqual(
    texts.map((text) => text.length),
    [SLAB_BYTES, SLAB_BYTES, 3],
  );
  assert.deepEqual(newlines, [[SLAB_BYTES - 1], [0], [2]]);
});

test('loses no byte and finds every newline, however the bytes are cut', async () => {
  const bytes = fc
    .string({ unit: fc.constantFrom('\n', 'a', '\r', '\xff') })
    .map((text) => Buffer.from(text, 'latin1'));
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(12)), async (whole, places) => {
      const { texts, newlines } = await cut(cutAt(whole, places));
      const isEnded = whole.length === 0 || whole.at(-1) === 10;
      assert.equal(texts.join(''), whole.toString('latin1') + (isEnded ? '' : '\n'));
      for (const [k, text] of texts.entries()) {
        assert.deepEqual(
          newlines[k],
          [...text.matchAll(/\n/g)].map(({ index }) => index),
        );
      }
    }),
  );
});

test('takes one slab a piece, for the taker to release', async () => {
  const slabs = new SlabPool();
  const taken = await collect(pieces(feed(['a\n', 'b\n', 'c']), slabs));
  assert.equal(slabs.live, 4);
  for (const { slab } of taken) slabs.release(slab);
  assert.equal(slabs.live, 0);
});

test('copies the bytes, so that a chunk may be written again', async () => {
  const chunk = Buffer.from('ab\n');
  const [piece] = await collect(pieces(feed([chunk]), new SlabPool()));
  chunk.fill(0);
  assert.equal(Buffer.from(piece?.slab.buffer ?? new SharedArrayBuffer(0), 0, 3).toString(), 'ab\n');
});
