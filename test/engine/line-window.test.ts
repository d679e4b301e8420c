import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { SliceLines } from '../../src/core/slice-lines.js';
import { OVERLONG_HEAD_BYTES } from '../../src/engine/line-window.js';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import { cutAt, sliceText, windowOf, windowOver } from './feed.js';

/** The lines of a text, each with its LF, also the last one. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n').map((line) => `${line}\n`);
}

const anyText = fc.string({ unit: fc.constantFrom('\n', 'a', 'b', '\t', '\r', '\xff'), maxLength: 60 });
const anyPlaces = fc.array(fc.nat(60), { maxLength: 10 });
const anySteps = fc.array(fc.tuple(fc.nat(4), fc.constantFrom('take', 'skip', 'fill')), { maxLength: 20 });

test('holds the lines of a plain split, whatever is cut where and taken when', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyPlaces, anySteps, async (text, places, steps) => {
      const expected = linesOf(text);
      const slabs = new SlabPool();
      const window = windowOver(cutAt(Buffer.from(text, 'latin1'), places), {}, slabs);
      let at = 0;
      for (const [asked, step] of steps) {
        const left = expected.length - at;
        const count = Math.min(asked, left);
        assert.equal(window.headLine, at);
        if (step === 'skip') {
          assert.equal(await window.skip(asked), count);
          at += count;
          continue;
        }
        assert.equal(await window.fill(asked), count);
        assert.ok(window.available >= count && window.available <= left);
        for (let k = 0; k < count; k++) assert.equal(`${window.text(k)}\n`, expected[at + k]);
        if (step === 'fill') continue;
        const { slice, slabs: held } = window.take(count);
        assert.deepEqual([slice.firstLine, slice.lines, slice.overlong], [at, count, []]);
        assert.equal(sliceText(slice), expected.slice(at, at + count).join(''));
        at += count;
        for (const slab of held) slabs.release(slab);
      }
      await window.close();
      assert.equal(slabs.live, 0);
    }),
  );
});

test('flags lines over the cap, and no others, and keeps all others whole', async () => {
  const line = fc.tuple(fc.nat(1500), fc.constantFrom('a', 'b')).map(([length, letter]) => letter.repeat(length));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 6 }),
      fc.array(fc.nat(9000), { maxLength: 12 }),
      fc.integer({ min: 1, max: 1500 }),
      fc.integer({ min: 1, max: 4 }),
      async (lines, places, maxLineBytes, step) => {
        const slabs = new SlabPool();
        const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''), 'latin1');
        const window = windowOver(cutAt(bytes, places), { maxLineBytes }, slabs);
        for (let at = 0; at < lines.length;) {
          const count = await window.fill(step);
          const { slice, slabs: held } = window.take(count);
          const expected = lines.slice(at, at + count);
          assert.deepEqual(
            slice.overlong,
            [...expected.keys()].filter((k) => (expected[k] ?? '').length > maxLineBytes),
          );
          const read = new SliceLines(slice);
          for (const [k, one] of expected.entries()) {
            const text = read.text(k);
            if (!read.isOverlong(k)) assert.equal(text, one);
            // Of an overlong line the beginning is kept, enough for the ids.
            else assert.equal(text.slice(0, OVERLONG_HEAD_BYTES), one.slice(0, OVERLONG_HEAD_BYTES));
          }
          for (const slab of held) slabs.release(slab);
          at += count;
        }
        assert.equal(await window.fill(1), 0);
        await window.close();
        assert.equal(slabs.live, 0);
      },
    ),
    { numRuns: 200 },
  );
});

test('gives slices that stay as they are while others are read, until their slabs are released', async () => {
  // Lines of up to 40 kB, four megabytes in all, so that slabs are used again if they are released too early.
  const lines = Array.from({ length: 200 }, (_, k) => `${k}\t${'x'.repeat(200 * k)}`);
  const whole = lines.map((line) => `${line}\n`).join('');
  const slabs = new SlabPool();
  const window = windowOver(
    lines.map((line) => `${line}\n`),
    {},
    slabs,
  );
  const held = [];
  while ((await window.fill(7)) > 0) held.push(window.take(Math.min(7, window.available)));
  await window.close();
  assert.equal(held.map(({ slice }) => sliceText(slice)).join(''), whole);
  assert.equal(slabs.live, Math.ceil(whole.length / SLAB_BYTES));
  for (const { slabs: users } of held) for (const slab of users) slabs.release(slab);
  assert.equal(slabs.live, 0);
});

test('lies in few slabs, however small the chunks are', async () => {
  const slabs = new SlabPool();
  const window = windowOver(
    Array.from({ length: 5000 }, (_, k) => `${k}\n`),
    {},
    slabs,
  );
  assert.equal(await window.fill(5001), 5000);
  assert.equal(slabs.live, 1);
  await window.close();
  assert.equal(slabs.live, 0);
});

test('gives at most so many bytes of a line as are asked for, also across pieces', async () => {
  const window = windowOver(['12', '34\t', 'ab', 'cd\nnext\n']);
  await window.fill(2);
  for (const [bytes, text] of [
    [0, ''],
    [1, '1'],
    [2, '12'],
    [3, '123'],
    [9, '1234\tabcd'],
    [10, '1234\tabcd'],
    [99, '1234\tabcd'],
  ] as const) {
    assert.equal(window.text(0, bytes), text);
  }
  assert.equal(window.text(1), 'next');
  await window.close();
});

test('knows that the file has ended only when it has read to its end', async () => {
  const window = windowOf(['a', 'b']);
  assert.equal(window.isEnded, false);
  assert.equal(await window.fill(3), 2);
  assert.equal(window.isEnded, true);
  assert.equal(await window.fill(3), 2);
  await window.close();
});

test('takes no lines as an empty slice', async () => {
  const window = windowOf(['a']);
  await window.fill(1);
  assert.deepEqual(window.take(0), { slice: { firstLine: 0, lines: 0, segments: [], overlong: [] }, slabs: [] });
  assert.equal(window.available, 1);
  await window.close();
});

test('forgets the overlong lines that it skips', async () => {
  const window = windowOver(['xxxx\na\nxxxxx\nb\n'], { maxLineBytes: 3 });
  assert.equal(await window.skip(2), 2);
  await window.fill(2);
  const { slice } = window.take(2);
  assert.deepEqual([slice.firstLine, slice.overlong], [2, [0]]);
  await window.close();
});

test('keeps few slabs of a line of many megabytes, and its beginning', async () => {
  const slabs = new SlabPool();
  let most = 0;
  const chunk = Buffer.alloc(SLAB_BYTES, 'x');
  function* chunks(): Generator<Uint8Array | string> {
    yield 'before\n12345\t';
    for (let k = 0; k < 64; k++) {
      most = Math.max(most, slabs.live);
      yield chunk;
    }
    yield 'end\nbehind\n';
  }
  const window = windowOver(chunks(), { maxLineBytes: 2 * SLAB_BYTES, maxWindowBytes: 8 * SLAB_BYTES }, slabs);
  assert.equal(await window.fill(3), 3);
  assert.ok(most <= 5, `${most} slabs were live`);
  const { slice, slabs: held } = window.take(3);
  const lines = new SliceLines(slice);
  assert.deepEqual(slice.overlong, [1]);
  assert.equal(lines.text(0), 'before');
  assert.ok(lines.text(1).startsWith('12345\txxx'));
  assert.ok(lines.text(1).endsWith('end'));
  assert.equal(lines.text(2), 'behind');
  for (const slab of held) slabs.release(slab);
  await window.close();
  assert.equal(slabs.live, 0);
});

test('refuses to hold more than its bytes, and says where and what to do', async () => {
  const slabs = new SlabPool();
  const window = windowOver(['aaaa\n', 'bbbb\n', 'cccc\n'], { maxWindowBytes: 10 }, slabs);
  await assert.rejects(window.fill(3), {
    code: 'bad-input',
    message:
      'Expected the places lines of one shard to fit 10 bytes, got more, near line 3 of places.txt. Use a smaller --shard-rows or --max-line-bytes.',
    facts: { source: 'places', file: 'places.txt', line: 3 },
  });
  await window.close();
  assert.equal(slabs.live, 0);
});

test('goes on past its bytes as long as what is taken makes room', async () => {
  const slabs = new SlabPool();
  const window = windowOver(
    Array.from({ length: 100 }, () => 'aaaa\n'),
    { maxWindowBytes: 10 },
    slabs,
  );
  for (let k = 0; k < 100; k++) {
    assert.equal(await window.fill(1), 1);
    for (const slab of window.take(1).slabs) slabs.release(slab);
  }
  assert.equal(await window.fill(1), 0);
  await window.close();
});

test('hands on what its source throws, and gives the slabs back all the same', async () => {
  const slabs = new SlabPool();
  function* broken(): Generator<string> {
    yield 'a\nb';
    throw new Error('the source');
  }
  const window = windowOver(broken(), {}, slabs);
  assert.equal(await window.fill(1), 1);
  await assert.rejects(window.fill(2), { message: 'the source' });
  await window.close();
  assert.equal(slabs.live, 0);
});

test('closes its source when it is closed early', async () => {
  let isClosed = false;
  function* watched(): Generator<string> {
    try {
      for (;;) yield 'a\n';
    } finally {
      isClosed = true;
    }
  }
  const slabs = new SlabPool();
  const window = windowOver(watched(), {}, slabs);
  await window.fill(3);
  await window.close();
  assert.equal(isClosed, true);
  assert.equal(slabs.live, 0);
});
