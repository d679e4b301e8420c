import assert from 'node:assert/strict';
import test from 'node:test';
import type { ByteFile } from '../../src/bz2/byte-file.js';
import { fileStretches } from '../../src/bz2/file-stretches.js';
import type { Stretch } from '../../src/bz2/stretches.js';

const LOOK_AHEAD = 3 << 20;
const HEAD = Buffer.from('BZh9');

/** The stretches of a file of so many bytes, and how far it had been given out with each. */
async function cut(
  bytes: number,
  sizes: readonly number[],
  firstByte = 0,
): Promise<{ readonly seen: readonly Stretch[]; readonly passed: readonly number[] }> {
  const passed: number[] = [];
  const file: ByteFile = {
    openFile: () => Promise.resolve({ fd: 7, bytes, head: HEAD }),
    pass: (byte) => passed.push(byte),
    refuse: assert.fail,
    // Threads still read the last ones.
    close: assert.fail,
  };
  const left = [...sizes];
  const seen: Stretch[] = [];
  for await (const stretch of fileStretches(file, { firstByte, stretchBytes: () => left.shift() ?? 1000 }))
    seen.push(stretch);
  return { seen, passed };
}

/** Where each stretch begins and ends. */
function edges(seen: readonly Stretch[]): readonly (readonly [number, number])[] {
  return seen.map(({ baseBit, bits }) => [baseBit / 8, (baseBit + bits) / 8]);
}

test('gives none for an empty file', async () => {
  assert.deepEqual((await cut(0, [])).seen, []);
});

test('gives stretches of the size that is asked for, one behind the other, and tells how far it is', async () => {
  const { seen, passed } = await cut(4000, [300, 2000]);
  assert.deepEqual(edges(seen), [
    [0, 300],
    [300, 2300],
    [2300, 3300],
    [3300, 4000],
  ]);
  assert.deepEqual(passed, [300, 2300, 3300, 4000]);
});

test('leaves nothing that is too little for a stretch of its own', async () => {
  assert.deepEqual(edges((await cut(1499, [])).seen), [[0, 1499]]);
  assert.deepEqual(edges((await cut(1500, [])).seen), [
    [0, 1000],
    [1000, 1500],
  ]);
});

test('gives 3 MiB of what is behind a stretch along, or as much as there is, and says when that is all', async () => {
  const bytes = LOOK_AHEAD + 2500;
  const { seen } = await cut(bytes, []);
  for (const { baseBit, bits, compressed, isFileEnd } of seen) {
    const behind = Math.min(bytes, (baseBit + bits) / 8 + LOOK_AHEAD);
    assert.deepEqual(compressed, { fd: 7, from: baseBit / 8, to: behind });
    assert.equal(isFileEnd, behind === bytes);
  }
  assert.deepEqual(
    seen.slice(0, 4).map(({ isFileEnd }) => isFileEnd),
    [false, false, true, true],
  );
});

test('has the first bytes of the file with the first stretch, and begins where it is to', async () => {
  const { seen } = await cut(3000, []);
  assert.deepEqual(
    seen.map(({ head }) => Buffer.from(head).toString()),
    ['BZh9', '', ''],
  );
  const later = await cut(3000, [], 1200);
  assert.deepEqual(edges(later.seen), [
    [1200, 2200],
    [2200, 3000],
  ]);
  assert.equal(later.seen[0]?.head.length, 0);
});
