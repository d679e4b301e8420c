import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { indexFile } from '../../src/jobs/index-file.js';
import { verifyBz2 } from '../../src/jobs/verify-bz2.js';
import { compressed, noisyLines } from '../bz2/compressed.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('verify-bz2');

/** Decoded on the main thread, and by threads. */
const SIZES = [
  ['small', 900_000],
  ['large', 4_800_000],
] as const;

async function inputOf(size: string, plainBytes: number) {
  const plain = noisyLines(plainBytes);
  const file = compressed('bzip2', 1, plain);
  const path = join(scratch, `${size}.bz2`);
  await writeFile(path, file);
  const { index } = await indexFile(path, { threads: 2, onWarning: (text) => assert.fail(text) });
  return { size, plain, file, path, index };
}

const INPUTS = await Promise.all(SIZES.map(([size, plainBytes]) => inputOf(size, plainBytes)));

for (const { size, plain, file, path, index } of INPUTS) {
  const { blocks } = index;

  test(`finds a ${size} file whole`, async () => {
    assert.deepEqual(await verifyBz2(path, 2), {
      file: path,
      fileBytes: file.length,
      blocks: blocks.length,
      plainBytes: plain.length,
      lines: index.lines,
      damages: [],
      warnings: [],
    });
  });

  test(`names each damaged block of a ${size} file, and goes on to its end`, async () => {
    const second = blocks[1] ?? assert.fail();
    const fourth = blocks[3] ?? assert.fail();
    const bad = Buffer.from(file);
    for (const { startBit } of [second, fourth]) bad.fill(0x55, (startBit >> 3) + 9_000, (startBit >> 3) + 9_010);
    const badPath = join(scratch, `${size}-bad.bz2`);
    await writeFile(badPath, bad);
    const found = await verifyBz2(badPath, 2);
    assert.deepEqual(
      found.damages.map(({ startBit, line, plainByte }) => ({ startBit, line, plainByte })),
      [
        { startBit: second.startBit, line: second.firstLine, plainByte: second.firstByte },
        {
          startBit: fourth.startBit,
          line: fourth.firstLine - second.newlines,
          plainByte: fourth.firstByte - second.plainBytes,
        },
      ],
    );
    assert.ok(found.damages.every(({ startBit, bit }) => bit >= startBit));
    assert.equal(found.blocks, blocks.length - 2);
    assert.equal(found.plainBytes, plain.length - second.plainBytes - fourth.plainBytes);
  });
}

test('tells of a file that is cut, and of bytes behind its end', async () => {
  const file = compressed('bzip2', 1, noisyLines(300_000));
  const path = join(scratch, 'other.bz2');
  await writeFile(path, file.subarray(0, -20));
  const [damage, ...more] = (await verifyBz2(path, 1)).damages;
  assert.deepEqual([damage?.reason, more.length], ['truncated', 0]);
  await writeFile(path, Buffer.concat([file, Buffer.from('garbage')]));
  const { damages, warnings } = await verifyBz2(path, 1);
  assert.deepEqual([damages.length, warnings.length], [0, 1]);
});
