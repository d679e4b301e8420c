import assert from 'node:assert/strict';
import test from 'node:test';
import { Chain, type Damage } from '../../src/bz2/chain.js';
import type { DecodeReply, Found, FoundBlock } from '../../src/bz2/decode-task.js';
import type { Stretch } from '../../src/bz2/stretches.js';

const BITS = 8000;

function stretchAt(baseBit: number, text = 'BZh3'): Stretch {
  const head = Buffer.from(text, 'latin1');
  return { baseBit, bits: BITS, head, compressed: [], isFileEnd: false, slabs: [] };
}

function block(startBit: number, endBit: number, crc = 0): FoundBlock {
  return { kind: 'block', startBit, endBit, crc, plainBytes: 10, newlines: 1 };
}

function end(startBit: number, crc: number, next: 'nothing' | 'garbage' | 'cut-header'): Found {
  return { kind: 'end', startBit, crc, next: { kind: next } };
}

function replyOf(found: readonly Found[], rest: Partial<DecodeReply> = {}): DecodeReply {
  return { found, parts: [], made: [], resumeBit: null, failure: null, ...rest };
}

/** A chain that has come to `bit`, in the first stretch or behind it. */
function chainAt(bit: number, onDamage?: (damage: Damage) => void): Chain {
  const chain = new Chain('x.bz2', onDamage);
  const first = stretchAt(0);
  chain.guess(first);
  chain.take(first, replyOf([block(32, bit)]));
  return chain;
}

test('begins behind the header, at the level that it states', () => {
  assert.deepEqual(new Chain('x.bz2').guess(stretchAt(0)), { startBit: 32, isExact: true, level: 3 });
});

test('begins where it is told, without a header', () => {
  const chain = new Chain('x.bz2', undefined, { startBit: 8003, level: 5 });
  assert.deepEqual(chain.guess(stretchAt(8000, 'none')), { startBit: 3, isExact: true, level: 5 });
});

for (const text of ['', 'B', 'BZh', 'BZh0', 'BZx9', 'PK\x03\x04']) {
  test(`refuses a file that begins with ${JSON.stringify(text)}`, () => {
    assert.throws(() => new Chain('x.bz2').guess(stretchAt(0, text)), {
      code: 'bad-bz2',
      facts: { file: 'x.bz2', offset: 0 },
    });
  });
}

test('lets a stretch that lies ahead begin at what is found in it', () => {
  const chain = new Chain('x.bz2');
  chain.guess(stretchAt(0));
  assert.deepEqual(chain.guess(stretchAt(BITS)), { startBit: 0, isExact: false, level: 3 });
});

test('takes a reply that was guessed only when its first block is where the chain is', () => {
  const chain = chainAt(8005);
  const stretch = stretchAt(BITS);
  const guessed = { startBit: 0, isExact: false, level: 3 };
  assert.equal(chain.fits(stretch, guessed, replyOf([block(5, 900)])), true);
  assert.equal(chain.fits(stretch, guessed, replyOf([block(4, 900)])), false);
  assert.equal(chain.fits(stretch, guessed, replyOf([])), false);
  assert.equal(chain.fits(stretch, { ...guessed, level: 9 }, replyOf([block(5, 900)])), false);
  assert.equal(chain.fits(stretch, chain.start(stretch), replyOf([])), true);
});

test('gives blocks with bits from the beginning of the file', () => {
  const chain = chainAt(8005);
  assert.deepEqual(chain.take(stretchAt(BITS), replyOf([block(5, 900, 7), block(900, 1800, 8)])), [
    { startBit: 8005, endBit: 8900, crc: 7, plainBytes: 10, newlines: 1, level: 3 },
    { startBit: 8900, endBit: 9800, crc: 8, plainBytes: 10, newlines: 1, level: 3 },
  ]);
});

test('is within a stretch until its next block begins behind it', () => {
  const chain = chainAt(7999);
  assert.deepEqual([chain.isWithin(stretchAt(0)), chain.isWithin(stretchAt(BITS))], [true, true]);
  const behind = chainAt(8000);
  assert.deepEqual([behind.isWithin(stretchAt(0)), behind.isWithin(stretchAt(BITS))], [false, true]);
});

/** CRC of a stream whose blocks have these, as the format says. */
const CRCS = [
  [[], 0],
  [[0x8000_0001], 0x8000_0001],
  [[0x8000_0001, 0xf000_000f], 0xf000_000c],
] as const;

test('checks the CRC of a stream, made of those of its blocks', () => {
  for (const [crcs, crc] of CRCS) {
    for (const stored of [crc, crc ^ 1]) {
      const damages: Damage[] = [];
      const chain = new Chain('x.bz2', (damage) => damages.push(damage));
      const stretch = stretchAt(0);
      chain.guess(stretch);
      const found = crcs.map((its, k) => block(32 + k * 100, 132 + k * 100, its));
      const reply = replyOf([...found, end(500, stored, 'nothing')]);
      chain.take(stretch, reply);
      chain.settle(stretch, reply);
      chain.expectEnd();
      assert.deepEqual(damages, stored === crc ? [] : [{ startBit: 500, bit: 500, reason: 'bad-stream-crc' }]);
    }
  }
});

test('goes on with the next stream at its level, and a CRC of its own', () => {
  const chain = new Chain('x.bz2');
  const stretch = stretchAt(0);
  chain.guess(stretch);
  const reply = replyOf([
    block(32, 100, 5),
    { kind: 'end', startBit: 100, crc: 5, next: { kind: 'stream', level: 7, startBit: 216 } },
    block(216, 300, 9),
    end(300, 9, 'garbage'),
  ]);
  assert.deepEqual(
    chain.take(stretch, reply).map(({ level }) => level),
    [3, 7],
  );
  chain.settle(stretch, reply);
  assert.equal(chain.isAtGarbage, true);
  assert.equal(chain.isWithin(stretch), false);
});

test('throws for damage, with the bit in the file and the byte that it is in', () => {
  const chain = chainAt(8005);
  const reply = replyOf([], { failure: { reason: 'bad-crc', bit: 5 } });
  assert.throws(() => chain.settle(stretchAt(BITS), reply), {
    code: 'bad-bz2',
    facts: { file: 'x.bz2', offset: 1000 },
    message: /got bad-crc at bit 8005 \(byte 1000\)/,
  });
});

test('looks behind damage for whatever comes first, at the largest level', () => {
  const damages: Damage[] = [];
  const chain = chainAt(8005, (damage) => damages.push(damage));
  const stretch = stretchAt(BITS);
  chain.settle(stretch, replyOf([], { failure: { reason: 'bad-crc', bit: 5 } }));
  assert.deepEqual(damages, [{ startBit: 8005, bit: 8005, reason: 'bad-crc' }]);
  assert.deepEqual(chain.start(stretch), { startBit: 6, isExact: false, level: 9 });
  const found = replyOf([block(700, 900), end(900, 1, 'nothing')]);
  assert.equal(chain.fits(stretch, chain.start(stretch), found), true);
  chain.take(stretch, found);
  chain.settle(stretch, found);
  chain.expectEnd();
  // The CRC of a stream that lacks a block is not held against it.
  assert.equal(damages.length, 1);
});

test('tells of a damaged block by where it begins, and of where that shows', () => {
  const damages: Damage[] = [];
  const chain = chainAt(8005, (damage) => damages.push(damage));
  const reply = replyOf([block(5, 700)], { failure: { reason: 'bad-code', bit: 900 } });
  chain.take(stretchAt(BITS), reply);
  chain.settle(stretchAt(BITS), reply);
  assert.deepEqual(damages, [{ startBit: BITS + 700, bit: BITS + 900, reason: 'bad-code' }]);
});

test('leaves a stretch in which nothing is found behind damage', () => {
  const chain = chainAt(8005, () => {});
  const stretch = stretchAt(BITS);
  chain.settle(stretch, replyOf([], { failure: { reason: 'bad-crc', bit: 5 } }));
  chain.settle(stretch, replyOf([]));
  assert.equal(chain.isWithin(stretch), false);
  assert.deepEqual(chain.start(stretchAt(2 * BITS)), { startBit: 0, isExact: false, level: 9 });
});

test('stays where a reply has stopped since it was large enough', () => {
  const chain = chainAt(8005);
  const stretch = stretchAt(BITS);
  const reply = replyOf([block(5, 900)], { resumeBit: 900 });
  chain.take(stretch, reply);
  chain.settle(stretch, reply);
  assert.deepEqual(chain.start(stretch), { startBit: 900, isExact: true, level: 3 });
});

test('refuses a file that ends in the middle of a stream, or in a header behind one', () => {
  assert.throws(() => chainAt(8005).expectEnd(), { code: 'bad-bz2', facts: { file: 'x.bz2', offset: 1000 } });
  assert.throws(() => new Chain('x.bz2').expectEnd(), { code: 'bad-bz2', message: /an empty file/ });
  const chain = chainAt(100);
  const reply = replyOf([end(100, 0, 'cut-header')]);
  chain.take(stretchAt(0), reply);
  assert.throws(() => chain.settle(stretchAt(0), reply), { code: 'bad-bz2', message: /the end of the file/ });
});
