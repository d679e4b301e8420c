/** Micro benchmarks of `src/bz2`: the search for blocks, the block decoder, a whole task of a thread, and the serial decoder. */
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import { decodeStretch } from '../../src/bz2/decode-stretch.js';
import { BLOCK_KIND } from '../../src/bz2/magic-scan.js';
import { decompressSerial } from '../../src/bz2/serial.js';
import { SLAB_BYTES } from '../../src/bz2/slabs.js';
import { streamOf, type MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';

/** `BZh`, then the level as a digit; the first block begins behind it. */
const LEVEL_AT = 3;
const DIGIT_0 = 0x30;
const HEADER_BITS = 32;

export function bz2Cases({ bz2, text, data }: MicroInput): readonly MicroCase[] {
  const compressed = bz2.dataset;
  const decoder = createBlockDecoder();
  const level = (compressed[LEVEL_AT] ?? 0) - DIGIT_0;
  const { bits, kinds } = decoder.scan(compressed);
  const blocks = [...bits].filter((_, k) => kinds[k] === BLOCK_KIND);
  const plainBytes = text.dataset.length;
  const ofBlocks = { folder: 'bz2', unit: 'block', items: blocks.length, bytes: plainBytes };

  const shared = new SharedArrayBuffer(compressed.length);
  new Uint8Array(shared).set(compressed);
  const task = {
    compressed: [{ buffer: shared, from: 0, to: compressed.length }],
    limitBit: compressed.length * 8,
    startBit: HEADER_BITS,
    isExact: false,
    level,
    isFileEnd: true,
    spare: Array.from({ length: Math.ceil(plainBytes / SLAB_BYTES) + 1 }, () => new SharedArrayBuffer(SLAB_BYTES)),
    wantsNewlines: true,
  };
  const decodedBytes = (bit: number): number => {
    const block = decoder.decode(compressed, bit, level);
    if (!block.ok) throw new Error(`Expected a whole block at bit ${bit}, got ${block.reason}.`);
    return block.output.length;
  };
  // The decoder keeps it, whichever of these functions was called last: all end with this block.
  const lastBytes = decodedBytes(blocks.at(-1) ?? 0);
  return [
    // What it reads is no text.
    {
      name: 'BlockDecoder.scan',
      ...ofBlocks,
      bytes: compressed.length,
      run: () => decoder.scan(compressed).bits.length,
    },
    { name: 'BlockDecoder.decode', ...ofBlocks, run: () => blocks.reduce((sum, bit) => sum + decodedBytes(bit), 0) },
    {
      name: 'BlockDecoder.newlines',
      ...ofBlocks,
      items: 1,
      bytes: lastBytes,
      run: () => decoder.newlines(0, lastBytes).length,
    },
    { name: 'decodeStretch', ...ofBlocks, run: () => decodeStretch(task, decoder).found.length },
    { name: 'decompressSerial', ...ofBlocks, unit: 'row', items: data.rows, run: () => decompress(compressed) },
  ];
}

async function decompress(compressed: Uint8Array): Promise<number> {
  let bytes = 0;
  for await (const chunk of decompressSerial(streamOf([compressed]), { file: 'memory', onWarning() {} }))
    bytes += chunk.length;
  return bytes;
}
