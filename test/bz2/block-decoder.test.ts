import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import { craftedFile } from './crafted-file.js';
import { CRAFTED } from './crafted.js';
import { FIRST_BLOCK_BIT, FIRST_CRC_BYTE, handMadeStream, STREAM_END_BITS, withRightCrc } from './hand-made-block.js';
import { disagreements } from './mutate.js';
import { bunzip2, bzip2, bzip2Each, longText, NO_BZIP2 } from './real-bzip2.js';
import { decodeFile } from './sequential.js';

const decoder = createBlockDecoder();

/** One that is not installed is left out. */
const COMPRESSORS = ['bzip2', 'lbzip2', 'pbzip2'].filter(
  (name) => spawnSync(name, ['--help'], { input: '' }).error === undefined,
);

/** Bytes of a block that bzip2 does not fill at level 1. */
const SPARE_BYTES = 19;
const EDGE = 100_000 - SPARE_BYTES;

function bytesFrom(length: number, make: (at: number) => number): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => make(at) & 0xff));
}

const noise = longText(700_000);
function random(at: number): number {
  return Math.imul((noise[at] ?? 0) + at, 0x9e3779b1) >>> 24;
}

const TEXTS: readonly (readonly [string, Buffer])[] = [
  ['text of several blocks', longText(250_000)],
  ['zeros', Buffer.alloc(300_000)],
  ['random bytes', bytesFrom(250_000, random)],
  ['two symbols', bytesFrom(120_000, (at) => random(at) & 1)],
  ['a period of two', bytesFrom(120_000, (at) => at & 1)],
  ['a period of 7', bytesFrom(120_000, (at) => at % 7)],
  ['a period of 1,000 that repeats at a block', bytesFrom(200_000, (at) => random(at % 1000))],
  ['all bytes in order', bytesFrom(60_000, (at) => at)],
  ['runs of 1 to 300', Buffer.concat(Array.from({ length: 300 }, (_, at) => Buffer.alloc(at + 1, at)))],
  ['runs of four', bytesFrom(70_000, (at) => at >> 2)],
  ...[-2, -1, 0, 1, 2].map((by) => [`a block and ${by} bytes`, longText(EDGE + by)] as const),
  ...[-1, 0, 1].map((by) => [`a block of random bytes and ${by} bytes`, bytesFrom(EDGE + by, random)] as const),
];

for (const compressor of COMPRESSORS) {
  for (const level of [1, 9]) {
    test(`decodes what ${compressor} -${level} makes, block by block`, () => {
      for (const [name, plain] of TEXTS) {
        const { stdout } = spawnSync(compressor, ['-c', `-${level}`], { input: plain, maxBuffer: 1 << 26 });
        const decoded = decodeFile(decoder, stdout);
        assert.ok(typeof decoded !== 'string', `${name}: ${typeof decoded === 'string' ? decoded : ''}`);
        assert.ok(decoded.plain.equals(plain), name);
        assert.deepEqual([...decoder.scan(stdout).bits], decoded.magics, name);
      }
    });
  }
}

test('decodes blocks of every level', { skip: NO_BZIP2 }, () => {
  const plain = longText(250_000);
  for (let level = 1; level <= 9; level++) {
    const { stdout } = spawnSync('bzip2', ['-c', `-${level}`], { input: plain });
    const decoded = decodeFile(decoder, stdout);
    assert.ok(typeof decoded !== 'string' && decoded.plain.equals(plain), `level ${level}`);
  }
});

test('decodes every length from 0 to 300', { skip: NO_BZIP2 }, () => {
  const source = bytesFrom(300, random);
  const lengths = Array.from({ length: 301 }, (_, length) => length);
  const plains = lengths.flatMap((length) => [source.subarray(0, length), Buffer.alloc(length, 65)]);
  for (const [at, compressed] of bzip2Each(plains).entries()) {
    const decoded = decodeFile(decoder, compressed);
    assert.ok(typeof decoded !== 'string' && decoded.plain.equals(plains[at] ?? source), `${at >> 1} bytes`);
  }
});

test('decodes a block that expands to 46 MB, then one that does not', { skip: NO_BZIP2 }, () => {
  const zeros = decodeFile(decoder, bzip2(Buffer.alloc(46_000_000)));
  assert.ok(typeof zeros !== 'string');
  assert.ok(zeros.plain.equals(Buffer.alloc(46_000_000)));
  const text = decodeFile(decoder, bzip2('after'));
  assert.ok(typeof text !== 'string' && text.plain.toString() === 'after');
});

for (const [name, block, failure] of CRAFTED) {
  test(`${failure === null ? 'decodes' : 'refuses'} a crafted block as bzip2 does: ${name}`, () => {
    const stream = readFileSync(craftedFile(name));
    const result = decoder.decode(stream, FIRST_BLOCK_BIT, block.level ?? 9);
    assert.equal(result.ok ? null : result.reason, failure);
    // The file is still what it is said to be, and bzip2 still thinks so.
    assert.ok(stream.equals(handMadeStream(block, stream.readUInt32BE(FIRST_CRC_BYTE))));
    if (NO_BZIP2 !== false) return;
    const expected = bunzip2(stream);
    assert.equal(expected === null, failure !== null);
    if (result.ok && expected !== null) assert.ok(expected.equals(result.output));
  });
}

test('refuses a block whose CRC is wrong', () => {
  for (const [name, block, failure] of CRAFTED) {
    if (failure !== null) continue;
    const result = decoder.decode(handMadeStream(block, 1), FIRST_BLOCK_BIT, block.level ?? 9);
    assert.equal(result.ok ? null : result.reason, 'bad-crc', name);
  }
});

test('calls a block truncated wherever its bits end, and says where', { skip: NO_BZIP2 }, () => {
  const stream = bzip2('some text, some more text, and yet some more of the same text');
  const whole = decoder.decode(stream, FIRST_BLOCK_BIT, 9);
  assert.ok(whole.ok);
  for (let endBit = FIRST_BLOCK_BIT; endBit < whole.endBit; endBit++) {
    const result = decoder.decode(stream, FIRST_BLOCK_BIT, 9, endBit);
    assert.deepEqual(result, { ok: false, reason: 'truncated', bit: endBit }, `end at ${endBit}`);
  }
  for (let bytes = 0; bytes < Math.floor(whole.endBit / 8); bytes++) {
    const result = decoder.decode(stream.subarray(0, bytes), FIRST_BLOCK_BIT, 9);
    assert.equal(result.ok ? null : result.reason, 'truncated', `${bytes} bytes`);
  }
  const exact = decoder.decode(stream, FIRST_BLOCK_BIT, 9, whole.endBit);
  assert.ok(exact.ok);
  assert.equal(exact.endBit, whole.endBit);
});

test('decodes at any bit of a byte, whatever is behind', { skip: NO_BZIP2 }, () => {
  const plain = Buffer.from('the same text at any bit');
  const stream = bzip2(plain);
  const atByte = decoder.decode(stream, FIRST_BLOCK_BIT, 9);
  assert.ok(atByte.ok);
  const length = atByte.endBit - FIRST_BLOCK_BIT;
  for (let shift = 0; shift < 8; shift++) {
    const shifted = BigInt(`0x${stream.subarray(4).toString('hex')}ffffffffff`) << BigInt(8 - shift);
    const hex = shifted.toString(16);
    const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
    const padded = Buffer.concat([Buffer.alloc(stream.length - 4 + 5 + 1 - bytes.length), bytes]);
    const result = decoder.decode(padded, shift, 9);
    assert.ok(result.ok, `shift ${shift}`);
    assert.deepEqual([Buffer.from(result.output), result.endBit - shift, result.crc], [plain, length, atByte.crc]);
  }
});

test('refuses code lengths that wander for over 3 MiB, which bzip2 reads', { skip: NO_BZIP2 }, () => {
  const code = [2, 2, 2, 3, 3];
  const stream = withRightCrc({
    used: [0x61, 0x62, 0x63],
    lengths: [code, `00010${'1011'.repeat((3 << 20) * 2)}000100100`],
    symbols: [2, 3, 4],
  });
  const result = decoder.decode(stream, FIRST_BLOCK_BIT, 9);
  assert.equal(result.ok ? null : result.reason, 'too-long');
  assert.equal(bunzip2(stream)?.length, 2);
});

test('refuses a level that there is not', () => {
  for (const level of [0, 10, 1.5, Number.NaN]) {
    assert.throws(() => decoder.decode(new Uint8Array(10), 0, level), {
      name: 'RangeError',
      message: `Expected \`level\` to be an integer from 1 to 9, got \`${level}\`.`,
    });
  }
});

test('finds no block where there are no bytes', () => {
  const result = decoder.decode(new Uint8Array(0), 0, 9);
  assert.deepEqual(result, { ok: false, reason: 'truncated', bit: 0 });
});

test('agrees with bzip2 on 300 mutated files', { skip: NO_BZIP2 }, () => {
  const { accepted, refused, differ } = disagreements({ files: 300, seed: 23 });
  assert.deepEqual(differ, []);
  assert.equal(accepted + refused, 300);
  assert.ok(accepted > 10 && refused > 100, `${accepted} accepted, ${refused} refused`);
});

test('leaves the bits behind a block alone', { skip: NO_BZIP2 }, () => {
  const stream = bzip2('x');
  const result = decoder.decode(stream, FIRST_BLOCK_BIT, 9);
  assert.ok(result.ok);
  assert.equal(Math.ceil((result.endBit + STREAM_END_BITS) / 8), stream.length);
});

test('finds the newlines of any part of the output', () => {
  const plain = Buffer.from('\n\n' + 'a'.repeat(13) + '\n' + 'b'.repeat(40) + '\n\r\nno end');
  const block = decoder.decode(bzip2(plain), FIRST_BLOCK_BIT, 9);
  assert.ok(block.ok);
  const all = [...plain.keys()].filter((at) => plain[at] === 10);
  for (let from = 0; from <= plain.length; from++) {
    for (const to of [from, from + 1, from + 16, from + 17, plain.length]) {
      const expected = all.filter((at) => at >= from && at < Math.min(to, plain.length)).map((at) => at - from);
      assert.deepEqual([...decoder.newlines(from, Math.min(to, plain.length))], expected, `${from} to ${to}`);
    }
  }
});

test('finds more newlines than fit the memory for them', () => {
  const block = decoder.decode(bzip2(Buffer.alloc(800_000, 'a\n')), FIRST_BLOCK_BIT, 9);
  assert.ok(block.ok);
  const newlines = decoder.newlines(0, block.output.length);
  assert.deepEqual([newlines.length, newlines.every((at, k) => at === 2 * k + 1)], [400_000, true]);
});
