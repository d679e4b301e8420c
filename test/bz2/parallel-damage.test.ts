import assert from 'node:assert/strict';
import test from 'node:test';
import type { DecodeReply, DecodeTask } from '../../src/bz2/decode-task.js';
import { SLAB_BYTES } from '../../src/bz2/slabs.js';
import { compressed, noise, noisyLines } from './compressed.js';
import { decodeAll, decodeHere } from './decode-all.js';
import { bunzip2, bzip2, longText } from './real-bzip2.js';

const many = Buffer.concat([noise(1_300_000), longText(200_000), noise(1_100_000)]);
/** Several stretches. */
const large = bzip2(many);
const twoStreams = Buffer.concat([bzip2(longText(1000)), bzip2('second')]);

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
