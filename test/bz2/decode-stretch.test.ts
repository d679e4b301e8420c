import assert from 'node:assert/strict';
import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import { decodeStretch } from '../../src/bz2/decode-stretch.js';
import type { Bytes, DecodeReply, DecodeTask } from '../../src/bz2/decode-task.js';
import { SLAB_BYTES } from '../../src/bz2/slabs.js';
import { scratchFolder } from '../whole/scratch.js';
import { compressed } from './compressed.js';
import { decodeFile } from './sequential.js';
import { bzip2, longText } from './real-bzip2.js';

const decoder = createBlockDecoder();

function shared(bytes: Uint8Array): Bytes {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return { buffer, from: 0, to: bytes.length };
}

function taskOf(bytes: Uint8Array, options: Partial<DecodeTask> = {}): DecodeTask {
  return {
    compressed: [shared(bytes)],
    limitBit: bytes.length * 8,
    startBit: 32,
    isExact: true,
    level: 9,
    isFileEnd: true,
    spare: [],
    wantsNewlines: false,
    ...options,
  };
}

function decode(bytes: Uint8Array, options: Partial<DecodeTask> = {}): DecodeReply {
  return decodeStretch(taskOf(bytes, options), decoder);
}

function textOf({ parts, made }: DecodeReply, spare: readonly SharedArrayBuffer[] = []): Buffer {
  const buffers = [...spare, ...made];
  return Buffer.concat(
    parts.map(({ buffer, start, length }) => Buffer.from(buffers[buffer] ?? new SharedArrayBuffer(0), start, length)),
  );
}

const plain = longText(250_000);
const file = compressed('bzip2', 1, plain);
const sequential = decodeFile(decoder, file);
assert.ok(typeof sequential !== 'string');
const { magics } = sequential;

test('decodes from block to block, up to the end of the stream', () => {
  const reply = decode(file, { level: 1 });
  assert.deepEqual(
    reply.found.map(({ kind, startBit }) => [kind, startBit]),
    magics.map((bit, k) => [k < magics.length - 1 ? 'block' : 'end', bit]),
  );
  assert.ok(textOf(reply).equals(plain));
  assert.deepEqual([reply.failure, reply.resumeBit], [null, null]);
});

test('is a plain value that a thread can be given, and can give', () => {
  const task = taskOf(file, { level: 1, wantsNewlines: true });
  const reply = decodeStretch(structuredClone(task), decoder);
  assert.deepEqual(structuredClone(reply), reply);
});

test('begins at the first magic at or behind the bit, when the bit is not exact', () => {
  for (const [k, magic] of magics.entries()) {
    const { found } = decode(file, { startBit: magic, isExact: false, level: 1 });
    assert.equal(found[0]?.startBit, magic);
    const next = decode(file, { startBit: magic + 1, isExact: false, level: 1 });
    assert.equal(next.found[0]?.startBit, magics[k + 1]);
    assert.equal(next.failure, null);
  }
});

test('leaves to the next task what begins at or behind the limit', () => {
  const second = magics[1] ?? 0;
  const count = (limitBit: number): number =>
    decode(file, { level: 1, limitBit: Math.ceil(limitBit / 8) * 8 }).found.length;
  assert.deepEqual([count(32), count(40), count(second), count(second + 8)], [0, 1, second % 8 === 0 ? 1 : 2, 2]);
});

test('fills the buffers given, one after the other, then makes its own', () => {
  const text = longText(2_500_000);
  const streams = bzip2(text);
  for (const count of [0, 1, 2, 5]) {
    const spare = Array.from({ length: count }, () => new SharedArrayBuffer(SLAB_BYTES));
    const reply = decode(streams, { spare });
    assert.equal(reply.made.length, Math.max(0, 3 - count));
    assert.ok(textOf(reply, spare).equals(text));
  }
});

test('notes newlines from the beginning of each part, and counts those of a block', () => {
  const { parts, found } = decode(bzip2('a\nb\n\n'), { wantsNewlines: true });
  assert.deepEqual([...(parts[0]?.newlines ?? [])], [1, 3, 4]);
  assert.equal(found[0]?.kind === 'block' && found[0].newlines, 3);
});

test('stops when a reply is large enough, and says where to go on', () => {
  const zeros = bzip2(Buffer.alloc(100_000_000));
  const first = decode(zeros);
  const [block] = first.found;
  assert.ok(block?.kind === 'block');
  assert.deepEqual([first.found.length, first.resumeBit, first.failure], [1, block.endBit, null]);
  const second = decode(zeros, { startBit: block.endBit });
  assert.equal(second.found[0]?.startBit, block.endBit);
});

const NEXT = [
  ['', 'nothing'],
  ['B', 'cut-header'],
  ['BZh', 'cut-header'],
  ['BZh5', 'stream'],
  ['BZh0', 'garbage'],
  ['x', 'garbage'],
] as const;

test('tells what stands behind a stream', () => {
  for (const [behind, kind] of NEXT) {
    const { found } = decode(Buffer.concat([bzip2('a'), Buffer.from(behind)]));
    const end = found[1];
    assert.equal(end?.kind === 'end' && end.next.kind, kind, behind);
  }
});

test('says why nothing follows, and the bit', () => {
  const [, second = 0] = magics;
  const bad = Buffer.from(file);
  bad[(second >> 3) + 8] = (bad[(second >> 3) + 8] ?? 0) ^ 1;
  assert.deepEqual(decode(bad, { level: 1 }).failure, { reason: 'bad-crc', bit: second });
  assert.deepEqual(decode(file, { level: 1, startBit: 33 }).failure, { reason: 'bad-magic', bit: 33 });
  const cut = decode(file.subarray(0, -1), { level: 1 });
  assert.deepEqual([cut.failure, cut.found.length], [{ reason: 'truncated', bit: magics.at(-1) }, magics.length - 1]);
});

test('passes over magics that no block follows, when the bit is not exact', () => {
  const magic = Buffer.from('314159265359', 'hex');
  const bytes = Buffer.concat([magic, Buffer.alloc(40), magic, magic, file.subarray(4)]);
  const reply = decode(bytes, { startBit: 0, isExact: false, level: 1 });
  assert.equal(reply.found[0]?.startBit, 58 * 8);
  assert.ok(textOf(reply).equals(plain));
});

test('finds nothing where the end of a stream is cut, when the bit is not exact', () => {
  const reply = decode(file.subarray(0, -1), { startBit: (magics.at(-1) ?? 0) - 1, isExact: false, level: 1 });
  assert.deepEqual([reply.found, reply.failure], [[], null]);
});

test('reads bytes that lie in several buffers', () => {
  const parts = [file.subarray(0, 5), file.subarray(5, 20_000), file.subarray(20_000)].map(shared);
  assert.ok(textOf(decode(file, { compressed: parts, level: 1 })).equals(plain));
});

test('reads bytes that lie in a file, and says where they can not be read', async () => {
  const scratch = await scratchFolder('decode-stretch');
  const path = join(scratch, 'a.bz2');
  writeFileSync(path, Buffer.concat([Buffer.from('in front'), file]));
  const fd = openSync(path, 'r');
  const compressed = { fd, from: 8, to: 8 + file.length };
  assert.ok(textOf(decode(file, { compressed, level: 1 })).equals(plain));
  truncateSync(path, 8 + 20_000);
  const cut = decode(file, { compressed, level: 1 });
  assert.deepEqual([cut.found, cut.parts, cut.failure], [[], [], null]);
  assert.deepEqual(cut.unreadable, { reason: 'it has become shorter while it was read', byte: 20_000 });
  closeSync(fd);
  const { unreadable } = decode(file, { compressed, level: 1 });
  assert.match(unreadable?.reason ?? '', /^EBADF/);
  assert.equal(unreadable?.byte, 0);
});
