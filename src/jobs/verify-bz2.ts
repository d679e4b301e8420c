/** `yfcc verify FILE.bz2`: every block and stream CRC, and which lines each damaged place has cost. */
import type { Damage } from '../bz2/chain.js';
import { defaultThreads } from '../engine/threads.js';
import { readBytes, sizeOf } from '../engine/source.js';
import { decodeAlone } from './decoded-text.js';

export interface Bz2Verification {
  readonly file: string;
  readonly fileBytes: number;
  readonly blocks: number;
  readonly plainBytes: number;
  /** Newlines in the blocks that are whole. */
  readonly lines: number;
  readonly damages: readonly DamagedPlace[];
  readonly warnings: readonly string[];
}

export interface DamagedPlace extends Damage {
  /** Number, from 0, of the line in which what is lost begins; counted in what is whole in front of it. */
  readonly line: number;
  /** Decoded bytes that are whole in front of it. */
  readonly plainByte: number;
}

/** Decodes the whole file, and goes on behind damage to its end. */
export async function verifyBz2(file: string, threads = defaultThreads()): Promise<Bz2Verification> {
  const size = await sizeOf(file);
  const damages: DamagedPlace[] = [];
  const warnings: string[] = [];
  let blocks = 0;
  let plainBytes = 0;
  let lines = 0;
  const decoded = decodeAlone(readBytes({ path: file }), file, {
    threads,
    size,
    wantsNewlines: true,
    onWarning: (text) => warnings.push(text),
    onDamage: (damage) => damages.push({ ...damage, line: lines, plainByte: plainBytes }),
  });
  for await (const { blocks: found } of decoded) {
    for (const block of found) {
      blocks++;
      plainBytes += block.plainBytes;
      lines += block.newlines;
    }
  }
  return { file, fileBytes: size, blocks, plainBytes, lines, damages, warnings };
}
