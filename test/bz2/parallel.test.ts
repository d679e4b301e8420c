import assert from 'node:assert/strict';
import test from 'node:test';
import type { DecodeReply, DecodeTask } from '../../src/bz2/decode-task.js';
import { decodeParallel } from '../../src/bz2/parallel.js';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import { feed } from '../engine/feed.js';
import { COMPRESSORS, compressed, EMPTY_STREAM, LEVELS, MIXED, noise, streamsOf } from './compressed.js';
import { decodeAll, decodeHere, type DecodeAllOptions } from './decode-all.js';
import { blockAround, INNER } from './false-magics.js';
import { parallelDisagreements } from './mutate-parallel.js';
import { bunzip2, bzip2, longText } from './real-bzip2.js';

const many = Buffer.concat([noise(1_300_000), longText(200_000), noise(1_100_000)]);
/** Three stretches. */
const large = bzip2(many);

async function expectText(file: Uint8Array | Iterable<Uint8Array>, plain: Uint8Array, options: DecodeAllOptions = {}) {
  const decoded = await decodeAll(file, options);
  assert.equal(decoded.error, null);
  assert.deepEqual([decoded.plain.length, decoded.plain.equals(plain)], [plain.length, true]);
  assert.deepEqual([decoded.live, decoded.damages], [0, []]);
  return decoded;
}

for (const compressor of COMPRESSORS) {
  test(`decodes what ${compressor} makes at each level`, async () => {
    for (const level of LEVELS) await expectText(compressed(compressor, level, MIXED), MIXED);
  });
  test(`decodes what ${compressor} makes of more than a stretch`, async () => {
    const plain = many.subarray(0, 1_500_000);
    await expectText(compressed(compressor, 9, plain), plain);
  });
}

const JOINED = [
  ['no text', [''], [9]],
  ['a byte', ['a'], [1]],
  ['several levels', [longText(250_000), longText(950_000), longText(120_000)], [1, 9, 4]],
  ['empty streams in front, between and behind', ['', '', 'a\n', '', 'b', ''], [9, 1, 5, 9, 1, 9]],
] as const;

for (const [what, plains, levels] of JOINED) {
  test(`decodes joined streams: ${what}`, async () => {
    const file = Buffer.concat(plains.map((plain, k) => compressed('bzip2', levels[k] ?? 9, plain)));
    await expectText(file, Buffer.concat(plains.map((plain) => Buffer.from(plain))));
  });
}

test('decodes streams whose ends and headers lie around the end of a stretch', async () => {
  const tail = bzip2('behind the edge\n', 1);
  for (let by = -20; by <= 6; by++) {
    const front = streamsOf(SLAB_BYTES + by);
    const { plain, error, live } = await decodeAll(Buffer.concat([front, tail]));
    assert.deepEqual(
      [front.length - SLAB_BYTES, error, live, plain.toString('latin1').endsWith('behind the edge\n')],
      [by, null, 0, true],
    );
  }
});

for (const size of [1, 3, 4, 5, 1000]) {
  test(`decodes chunks of ${size} bytes`, async () => {
    const plain = longText(3000);
    const file = bzip2(plain);
    const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, k) =>
      file.subarray(k * size, (k + 1) * size),
    );
    await expectText([Buffer.alloc(0), ...chunks, Buffer.alloc(0)], plain);
  });
}

test('decodes chunks that are no slabs', async () => {
  const sizes = [700_001, 1, 1_500_000, 99_999];
  let at = 0;
  const chunks = [...sizes, large.length].map((size) => large.subarray(at, (at += size)));
  await expectText(chunks, many);
});

for (const window of [1, 2, 5, 8]) {
  test(`decodes with a window of ${window}`, async () => {
    await expectText(large, many, { window });
  });
}

/** Holds the replies of the three stretches back until all of them are there, then gives the last one first. */
function lastFirst(change: (task: DecodeTask, reply: DecodeReply) => DecodeReply = (_, reply) => reply): {
  readonly tasks: DecodeTask[];
  readonly decode: (task: DecodeTask) => Promise<DecodeReply>;
} {
  const tasks: DecodeTask[] = [];
  const answers: (() => void)[] = [];
  const decode = async (task: DecodeTask): Promise<DecodeReply> => {
    const reply = change(task, await decodeHere(task));
    if (tasks.push(task) > 3) return reply;
    await new Promise<void>((resolve) => {
      answers.push(resolve);
      if (answers.length === 3) for (const answer of answers.toReversed()) setImmediate(answer);
    });
    return reply;
  };
  return { tasks, decode };
}

test('puts replies in order that come in any other', async () => {
  const { tasks, decode } = lastFirst();
  await expectText(large, many, { decode });
  assert.deepEqual(
    tasks.slice(0, 3).map(({ isExact }) => isExact),
    [true, false, false],
  );
});

test('tells the blocks, by the bit, as a decoder that reads on from one to the next finds them', async () => {
  const plain = longText(250_000);
  const file = compressed('bzip2', 1, plain);
  const { blocks } = await expectText(file, plain);
  assert.deepEqual(
    blocks.map(({ startBit }) => startBit),
    [32, ...blocks.slice(0, -1).map(({ endBit }) => endBit)],
  );
  assert.equal(
    blocks.reduce((sum, { plainBytes }) => sum + plainBytes, 0),
    plain.length,
  );
  assert.deepEqual(
    blocks.map(({ level, newlines }) => [level, newlines]),
    blocks.map(() => [1, 0]),
  );
});

test('notes where the newlines are, when asked', async () => {
  const { newlines, blocks } = await expectText(bzip2(longText(250_000), 1), longText(250_000), {
    wantsNewlines: true,
  });
  assert.deepEqual(
    newlines,
    Array.from({ length: 3125 }, (_, line) => line * 80 + 79),
  );
  assert.equal(
    blocks.reduce((sum, block) => sum + block.newlines, 0),
    3125,
  );
});

test('begins at any block', async () => {
  const plain = longText(250_000);
  const file = compressed('bzip2', 1, plain);
  const { blocks } = await decodeAll(file);
  let before = 0;
  for (const { startBit, level, plainBytes } of blocks) {
    await expectText(file.subarray(Math.floor(startBit / 8)), plain.subarray(before), { start: { startBit, level } });
    before += plainBytes;
  }
});

test('throws a reply away that begins at a false magic, and asks again for the exact bit', async () => {
  const misled: DecodeTask[] = [];
  const { tasks, decode } = lastFirst((task, reply) => {
    const [first, ...others] = reply.found;
    if (task.isExact || first === undefined) return reply;
    misled.push(task);
    return { ...reply, found: [{ ...first, startBit: first.startBit - 1 }, ...others] };
  });
  await expectText(large, many, { decode });
  assert.ok(misled.length > 0);
  for (const { compressed: bytes } of misled) {
    assert.ok(tasks.some((task) => task.isExact && task.compressed === bytes));
  }
});

for (const [what, inner] of INNER) {
  test(`is not misled by ${what} that stands in a block, first of a stretch`, async () => {
    const file = Buffer.concat([streamsOf(SLAB_BYTES - 40), blockAround(inner), streamsOf(100)]);
    // The outer block begins in the first stretch, the inner bytes are in the second.
    assert.ok(file.indexOf(inner) > SLAB_BYTES && file.indexOf(inner) < SLAB_BYTES + 1000);
    const plain = bunzip2(file);
    assert.ok(plain !== null);
    await expectText(file, plain);
  });
}

test('gives back what it has taken for stretches of garbage that it did not need', async () => {
  const { live, error } = await decodeAll([bzip2('a'), noise(6 * SLAB_BYTES)], { window: 5 });
  assert.deepEqual([live, error], [0, null]);
});

test('gives its slabs back when the consumer leaves', async () => {
  const slabs = new SlabPool();
  const options = { file: 'x.bz2', slabs, window: 3, wantsNewlines: false, decode: decodeHere, onWarning: () => {} };
  for await (const { pieces } of decodeParallel(feed([large]), options)) {
    for (const { slab } of pieces) slabs.release(slab);
    break;
  }
  assert.equal(slabs.live, 0);
});

test('gives its slabs back when a thread fails', async () => {
  const slabs = new SlabPool();
  const decode = (): Promise<DecodeReply> => Promise.reject(new Error('the thread'));
  const options = { file: 'x.bz2', slabs, window: 3, wantsNewlines: false, decode, onWarning: () => {} };
  await assert.rejects(decodeParallel(feed([large]), options).next(), { message: 'the thread' });
  assert.equal(slabs.live, 0);
});

test('makes no more buffers for zeros the longer the file is', async () => {
  const zeros = bzip2(Buffer.alloc(45_000_000));
  const file = Buffer.concat(Array.from({ length: 11 }, () => zeros));
  const slabs = new SlabPool();
  let made = 0;
  let bytes = 0;
  let live = 0;
  const decode = async (task: DecodeTask): Promise<DecodeReply> => {
    const reply = await decodeHere(task);
    made += reply.made.length;
    return reply;
  };
  const options = { file: 'x.bz2', slabs, window: 5, wantsNewlines: false, decode, onWarning: () => {} };
  for await (const { pieces } of decodeParallel(feed([file]), options)) {
    live = Math.max(live, slabs.live);
    for (const { slab, length } of pieces) {
      bytes += length;
      slabs.release(slab);
    }
  }
  assert.deepEqual([bytes, slabs.live], [11 * 45_000_000, 0]);
  // A block of 46 MB is the largest that there is.
  assert.ok(live <= 70, `${live} slabs in use`);
  assert.ok(made <= 64, `${made} buffers made`);
});

test('finds nothing in empty streams only', async () => {
  const { blocks } = await expectText(Buffer.alloc(EMPTY_STREAM.length * 1000, EMPTY_STREAM), Buffer.alloc(0));
  assert.deepEqual(blocks, []);
});

test('gives the bytes of bzip2, or refuses as it does, for files that are changed at random', async () => {
  const { accepted, refused, differ } = await parallelDisagreements(150, 7);
  assert.deepEqual(differ, []);
  assert.ok(accepted > 0 && refused > 0, `${accepted} accepted, ${refused} refused`);
});
