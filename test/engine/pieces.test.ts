import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { newlinesOf, type Piece } from '../../src/bz2/piece.js';
import { endedPieces, pieces } from '../../src/engine/pieces.js';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import { collect } from '../core/collect.js';
import { cutAt, feed } from './feed.js';

function textOf({ slab, start, length }: Piece): string {
  return Buffer.from(slab.buffer, start, length).toString('latin1');
}

/** The pieces of chunks, each as its text, and its newlines. */
async function cut(chunks: Iterable<Uint8Array | string>): Promise<{ texts: string[]; newlines: number[][] }> {
  const found = await collect(pieces(feed(chunks), new SlabPool()));
  return {
    texts: found.map(textOf),
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

test('packs chunks into one slab after the other, each filled to its end', async () => {
  const chunk = Buffer.alloc(SLAB_BYTES / 2 - 1, 'x');
  const found = await collect(pieces(feed([chunk, chunk, chunk, 'x\n']), new SlabPool()));
  const slabs = [...new Set(found.map(({ slab }) => slab))];
  assert.deepEqual(
    found.map(({ slab, start, length }) => [slabs.indexOf(slab), start, length]),
    [
      [0, 0, chunk.length],
      [0, chunk.length, chunk.length],
      [0, 2 * chunk.length, 2],
      [1, 0, chunk.length - 2],
      [1, chunk.length - 2, 2],
    ],
  );
});

test('puts the LF that a last line lacks into a slab of its own when the last one is full', async () => {
  const found = await collect(pieces(feed([Buffer.alloc(SLAB_BYTES, 'x')]), new SlabPool()));
  assert.deepEqual(
    found.map(({ start, length, newlines }) => [start, length, Array.from(newlines)]),
    [
      [0, SLAB_BYTES, []],
      [0, 1, [0]],
    ],
  );
  assert.equal(new Set(found.map(({ slab }) => slab)).size, 2);
});

test('counts each piece as a user of its slab, and is one itself until it has ended', async () => {
  const slabs = new SlabPool();
  const going = pieces(feed(['a\n', 'b\n']), slabs);
  const users: number[] = [];
  const taken: Piece[] = [];
  for await (const piece of going) {
    taken.push(piece);
    users.push(piece.slab.users);
  }
  assert.deepEqual(users, [2, 3]);
  assert.deepEqual(
    taken.map(({ slab }) => slab.users),
    [2, 2],
  );
  assert.equal(slabs.live, 1);
  for (const { slab } of taken) slabs.release(slab);
  assert.equal(slabs.live, 0);
});

test('gives up a slab when it moves on to the next one', async () => {
  const slabs = new SlabPool();
  const going = pieces(feed([Buffer.alloc(SLAB_BYTES + 1, 'x')]), slabs);
  const first = (await going.next()).value;
  assert.equal(first?.slab.users, 2);
  const second = (await going.next()).value;
  assert.deepEqual([first?.slab.users, second?.slab.users, slabs.live], [1, 2, 2]);
  await going.return(undefined);
  assert.deepEqual([first?.slab.users, second?.slab.users, slabs.live], [1, 1, 2]);
});

test('takes no slab before it is asked for a piece', async () => {
  const slabs = new SlabPool();
  await pieces(feed(['a\n']), slabs).return(undefined);
  assert.equal(slabs.live, 0);
});

test('gives its slab back when the chunks cannot be read', async () => {
  const slabs = new SlabPool();
  function* broken(): Generator<string> {
    yield '';
    throw new Error('the source');
  }
  await assert.rejects(collect(pieces(feed(broken()), slabs)), { message: 'the source' });
  assert.equal(slabs.live, 0);
});

test('copies the bytes, so that a chunk may be written again', async () => {
  const chunk = Buffer.from('ab\n');
  const [piece] = await collect(pieces(feed([chunk]), new SlabPool()));
  chunk.fill(0);
  assert.equal(piece && textOf(piece), 'ab\n');
});

/** Text that is decoded already, in pieces of a slab each. */
async function* decodedText(
  slabs: SlabPool,
  texts: readonly (readonly string[])[],
): AsyncGenerator<{ pieces: Piece[] }> {
  for (const parts of texts) {
    const made = parts.map((text): Piece => {
      const slab = slabs.take();
      slab.bytes.set(Buffer.from(text));
      return { slab, start: 0, length: text.length, newlines: newlinesOf(Buffer.from(text)) };
    });
    yield await Promise.resolve({ pieces: made });
  }
}

const DECODED = [
  ['nothing', [], []],
  ['replies without text', [[], []], []],
  ['pieces as they are', [['a\nb', 'c\n'], [], ['d\n']], ['a\nb', 'c\n', 'd\n']],
  ['a last line without its LF, which it gets', [['a\n'], ['b']], ['a\n', 'b', '\n']],
  ['a last line without its LF before replies without text', [['b'], []], ['b', '\n']],
] as const;

for (const [what, texts, expected] of DECODED) {
  test(`passes decoded text on: ${what}`, async () => {
    const slabs = new SlabPool();
    const found = await collect(endedPieces(decodedText(slabs, texts), slabs));
    assert.deepEqual(found.map(textOf), expected);
    for (const { slab } of found) slabs.release(slab);
    assert.equal(slabs.live, 0);
  });
}
