import assert from 'node:assert/strict';
import test from 'node:test';
import {
  blockOfLine,
  INDEX_EXTENSION,
  isBlockAt,
  PROBE_BYTES,
  readIndex,
  writeIndex,
} from '../../src/bz2/block-index.js';
import { compressed } from './compressed.js';
import { decodeAll } from './decode-all.js';
import { longText } from './real-bzip2.js';

const plain = Buffer.concat([longText(250_000), Buffer.alloc(250_000, 'one long line '), longText(100_000)]);
const file = compressed('bzip2', 1, plain);
const { blocks } = await decodeAll(file, { wantsNewlines: true });
const bytes = writeIndex(blocks, file.length);
const index = readIndex(bytes, 'x.index');

test('reads what it has written', () => {
  const facts = (all: typeof blocks | typeof index.blocks): readonly (readonly number[])[] =>
    all.map(({ startBit, plainBytes, crc, level, newlines }) => [startBit, plainBytes, crc, level, newlines]);
  assert.deepEqual(facts(index.blocks), facts(blocks));
  const newlines = plain.filter((byte) => byte === 10).length;
  assert.deepEqual([index.fileBytes, index.lines], [file.length, newlines]);
  assert.equal(INDEX_EXTENSION, '.index');
});

test('has 16 bytes for a block and 32 for all: under 0.1 % of the file', () => {
  assert.equal(bytes.length, 32 + 16 * blocks.length);
  assert.ok(bytes.length < file.length / 100);
});

test('keeps the numbers of the largest block there is', () => {
  const largest = {
    startBit: 2 ** 32 - 1,
    plainBytes: 45_899_235,
    crc: 0xffff_ffff,
    level: 9,
    newlines: 45_899_235,
  };
  const [first, second] = readIndex(
    writeIndex([largest, { ...largest, startBit: 2 ** 33 - 2 }], 2 ** 40),
    'x.index',
  ).blocks;
  assert.deepEqual(first, { ...largest, firstLine: 0, firstByte: 0 });
  assert.deepEqual([second?.startBit, second?.firstLine, second?.firstByte], [2 ** 33 - 2, 45_899_235, 45_899_235]);
});

test('reads an index without blocks, in which no line begins', () => {
  const empty = readIndex(writeIndex([], 14), 'x.index');
  assert.deepEqual([empty.lines, empty.blocks, blockOfLine(empty, 0)], [0, [], null]);
});

test('tells the line and the byte that each block begins with', () => {
  for (const { firstByte, firstLine } of index.blocks) {
    const before = plain.subarray(0, firstByte);
    assert.equal(firstLine, before.filter((byte) => byte === 10).length);
  }
});

test('finds for every line the last block in which it can begin', () => {
  let at = 0;
  for (let line = 0; line <= index.lines; line++) {
    const block = blockOfLine(index, line);
    assert.ok(block !== null && block.firstByte <= at, `line ${line}`);
    // A line that begins where a block does is looked for in the one before it.
    const next = index.blocks[index.blocks.indexOf(block) + 1];
    assert.ok(next === undefined || next.firstByte >= at, `line ${line}`);
    at = plain.indexOf(10, at) + 1;
  }
  assert.equal(blockOfLine(index, 1e9), index.blocks.at(-1));
});

const NO_INDEX: readonly (readonly [string, Uint8Array])[] = [
  ['no bytes', new Uint8Array(0)],
  ['another file', file],
  ['another version', Buffer.from(bytes).fill(2, 8, 9)],
  ['one that is cut', bytes.subarray(0, -1)],
  ['one with more behind it', Buffer.concat([bytes, Buffer.alloc(16)])],
];

for (const [what, bad] of NO_INDEX) {
  test(`refuses ${what} as an index`, () => {
    assert.throws(() => readIndex(bad, 'x.index'), { code: 'bad-bz2', facts: { file: 'x.index' } });
  });
}

test('knows a block by its magic and its CRC, at any bit', () => {
  for (const block of index.blocks) {
    const from = Math.floor(block.startBit / 8);
    const probe = file.subarray(from, from + PROBE_BYTES);
    assert.equal(isBlockAt(probe, block), true);
    assert.equal(isBlockAt(probe, { ...block, crc: block.crc ^ 1 }), false);
    assert.equal(isBlockAt(probe, { ...block, startBit: block.startBit ^ 1 }), false);
  }
});
