import assert from 'node:assert/strict';
import test from 'node:test';
import type { DecodeReply, DecodeTask } from '../../src/bz2/decode-task.js';
import { decodeParallel } from '../../src/bz2/parallel.js';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import { feed } from '../engine/feed.js';
import { COMPRESSORS, compressed, EMPTY_STREAM, LEVELS, MIXED, noise, noisyLines, streamsOf } from './compressed.js';
import { decodeAll, decodeHere, type DecodeAllOptions } from './decode-all.js';
import { blockAround, INNER } from './false-magics.js';
import { parallelDisagreements } from './mutate-parallel.js';
import { bunzip2, bzip2, longText } from './real-bzip2.js';

const many = Buffer.concat([noise(1_300_000), longText(200_000), noise(1_100_000)]);
/** Three stretches. */
const large = bzip2(many);
const twoStreams = Buffer.concat([bzip2(longText(1000)), bzip2('second')]);

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
    tasks.map(({ isExact }) => isExact),
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
  const { tasks, decode } = lastFirst(({ isExact }, reply) => {
    const [first, ...others] = reply.found;
    return isExact || first === undefined
      ? reply
      : { ...reply, found: [{ ...first, startBit: first.startBit - 1 }, ...others] };
  });
  await expectText(large, many, { decode });
  assert.deepEqual(
    tasks.map(({ isExact }) => isExact),
    [true, false, false, true, true],
  );
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

/** Lengths that a file is cut to, in bytes; the first block is not whole before the last of them. */
const CUTS_IN_FRONT = [0, 1, 3, 4, 5, 9, 10, 13, 14, 40, 1000];

test('refuses a file that is cut in its header or its first block', async () => {
  const file = bzip2(longText(20_000));
  for (const bytes of CUTS_IN_FRONT) {
    const cut = file.subarray(0, bytes);
    const { error, plain, live } = await decodeAll(cut);
    assert.deepEqual([bytes, error?.code, plain.length, live], [bytes, 'bad-bz2', 0, 0]);
    assert.equal(bunzip2(cut), null);
  }
});

test('gives the whole blocks in front of where a file is cut', async () => {
  const plain = longText(250_000);
  const file = compressed('bzip2', 1, plain);
  const { blocks } = await decodeAll(file);
  const ends = blocks.map(({ endBit }) => endBit);
  // Around the end of each block, and in the stream's end.
  const cuts = [...ends.flatMap((bit) => [-1, 0, 1, 4].map((by) => Math.ceil(bit / 8) + by)), file.length - 1];
  for (const bytes of cuts) {
    const decoded = await decodeAll(file.subarray(0, bytes));
    const whole = blocks.filter(({ endBit }) => endBit <= bytes * 8);
    const expected = whole.reduce((sum, block) => sum + block.plainBytes, 0);
    assert.deepEqual([bytes, decoded.error?.code, decoded.plain.length, decoded.live], [bytes, 'bad-bz2', expected, 0]);
    assert.ok(decoded.plain.equals(plain.subarray(0, expected)));
    assert.match(decoded.error?.message ?? '', / at bit \d+ \(byte \d+\)/);
  }
});

test('refuses a file that is cut where a stretch ends', async () => {
  for (const bytes of [SLAB_BYTES - 1, SLAB_BYTES, SLAB_BYTES + 1, 2 * SLAB_BYTES]) {
    const { error, plain, live } = await decodeAll(large.subarray(0, bytes));
    assert.deepEqual([error?.code, error?.facts.offset, live], ['bad-bz2', bytes, 0]);
    assert.ok(plain.length > 0 && plain.equals(many.subarray(0, plain.length)));
  }
});

test('names the bit of a block that is damaged, when what is in front of it has come out', async () => {
  const plain = longText(250_000);
  const file = compressed('bzip2', 1, plain);
  const { blocks } = await decodeAll(file);
  const [first, second] = blocks;
  assert.ok(first !== undefined && second !== undefined);
  const bad = Buffer.from(file);
  // Of the block's CRC, which stands behind 48 bits of magic.
  const bit = second.startBit + 50;
  bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (128 >> (bit & 7));
  const { error, plain: got, live } = await decodeAll(bad);
  assert.deepEqual([error?.code, got.length, live], ['bad-bz2', first.plainBytes, 0]);
  assert.match(error?.message ?? '', new RegExp(`bad-crc at bit ${second.startBit} `));
  assert.equal(error?.facts.offset, Math.floor(second.startBit / 8));
});

test('refuses a stream whose CRC is not that of its blocks, and gives no text from behind it', async () => {
  const file = Buffer.concat([bzip2('first\n'), bzip2('second\n')]);
  const end = bzip2('first\n').length - 2;
  file[end] = (file[end] ?? 0) ^ 0x10;
  const { error, plain, live } = await decodeAll(file);
  assert.deepEqual([error?.code, plain.toString(), live], ['bad-bz2', 'first\n', 0]);
  assert.match(error?.message ?? '', /CRC is not that of its blocks at bit \d+/);
});

const BEHIND = [
  ['', 'right'],
  ['\0', 'garbage'],
  ['B', 'cut'],
  ['BZ', 'cut'],
  ['BZh', 'cut'],
  ['BX', 'garbage'],
  ['BZx', 'garbage'],
  ['BZh0', 'garbage'],
  ['BZh:', 'garbage'],
  ['BZh9', 'cut'],
  ['BZh9 and what is no block', 'cut'],
  ...Array.from({ length: 20 }, (_, k) => ['x'.repeat(k + 1), 'garbage'] as const),
] as const;

test('treats what stands behind the last stream as bzip2 does', async () => {
  for (const [behind, verdict] of BEHIND) {
    const file = Buffer.concat([twoStreams, Buffer.from(behind, 'latin1')]);
    const { error, plain, warnings, live } = await decodeAll(file);
    assert.deepEqual(
      [behind, plain.length, error?.code, warnings.length, live],
      [behind, 1006, verdict === 'cut' ? 'bad-bz2' : undefined, verdict === 'garbage' ? 1 : 0, 0],
    );
    assert.equal(bunzip2(file) === null, verdict === 'cut', behind);
  }
});

test('ignores all that follows a gap between two streams', async () => {
  const { plain, error, warnings, live } = await decodeAll(
    Buffer.concat([bzip2('a\n'), Buffer.alloc(3), bzip2('b\n')]),
  );
  assert.deepEqual([plain.toString(), error, live], ['a\n', null, 0]);
  assert.deepEqual(warnings, ['x.bz2: trailing garbage after the end of the bzip2 data ignored']);
});

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

const DAMAGED_PLAIN = noisyLines(600_000);
const DAMAGED = compressed('bzip2', 1, DAMAGED_PLAIN);

test('goes on behind damage, and gives all other blocks', async () => {
  const { blocks } = await decodeAll(DAMAGED);
  const hit = [1, 4];
  const bad = Buffer.from(DAMAGED);
  for (const k of hit) {
    const at = ((blocks[k]?.startBit ?? 0) >> 3) + 30_000;
    bad[at] = (bad[at] ?? 0) ^ 1;
  }
  const decoded = await decodeAll(bad, { skipsDamage: true });
  assert.deepEqual([decoded.error, decoded.live, decoded.damages.length], [null, 0, 2]);
  assert.deepEqual(
    decoded.blocks.map(({ startBit }) => startBit),
    blocks.filter((_, k) => !hit.includes(k)).map(({ startBit }) => startBit),
  );
});

const ONE_DAMAGE: readonly (readonly [string, Buffer, string])[] = [
  ['a file cut in a block', DAMAGED.subarray(0, -2000), 'truncated'],
  ['a file cut in the end of its stream', DAMAGED.subarray(0, -2), 'truncated'],
  ['a file cut in the middle of a header', Buffer.concat([twoStreams, Buffer.from('BZ')]), 'truncated'],
  ['a bad stream CRC', flipped(twoStreams, twoStreams.length - 2), 'bad-stream-crc'],
  ['a last block with a bad CRC', flipped(DAMAGED, DAMAGED.length - 30), 'bad-crc'],
];

function flipped(bytes: Uint8Array, at: number): Buffer {
  const bad = Buffer.from(bytes);
  bad[at] = (bad[at] ?? 0) ^ 0x10;
  return bad;
}

for (const [what, file, reason] of ONE_DAMAGE) {
  test(`tells once of ${what}`, async () => {
    const { damages, error, live } = await decodeAll(file, { skipsDamage: true });
    assert.deepEqual([damages.map((damage) => damage.reason), error, live], [[reason], null, 0]);
  });
}

test('tells of a damaged last block and of the cut behind it in a few tasks', async () => {
  let tasks = 0;
  const decode = (task: DecodeTask): Promise<DecodeReply> => {
    assert.ok(++tasks < 100, 'too many tasks');
    return decodeHere(task);
  };
  const plain = longText(20_000);
  const file = flipped(bzip2(plain), 1000).subarray(0, -2);
  const { damages } = await decodeAll(file, { skipsDamage: true, decode });
  assert.ok(damages.length <= 2, `${damages.length} damages`);
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
