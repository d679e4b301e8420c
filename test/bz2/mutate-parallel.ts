/**
 * Changes bzip2 files at random and compares what the parallel decoder makes of them with what `bzip2 -dc` does.
 *
 * As a script: `node dist/test/bz2/mutate-parallel.js [files] [seed]` prints the count of each and where they differ.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../whole/random.js';
import { compressed } from './compressed.js';
import { decodeAll } from './decode-all.js';
import { bunzip2, bzip2, longText } from './real-bzip2.js';

export interface ParallelVerdicts {
  readonly accepted: number;
  readonly refused: number;
  /** Numbers of the files that the two do not agree on, each with why. */
  readonly differ: readonly string[];
}

/** Runs both decoders over mutated files, ours over the bytes and over a file of them; the same seed gives the same files. */
export async function parallelDisagreements(files: number, seed: number): Promise<ParallelVerdicts> {
  const below = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'yfcc-mutate-'));
  const path = join(folder, 'a.bz2');
  const originals = sources();
  const differ: string[] = [];
  let accepted = 0;
  for (let file = 0; file < files; file++) {
    const bytes = mutate(originals[below(originals.length)] ?? Buffer.alloc(0), below);
    const { plain, error, live } = await decodeAll(bytes, { window: 1 + below(4) });
    const expected = bunzip2(bytes);
    if (expected !== null) accepted++;
    if ((expected === null) !== (error !== null)) differ.push(`${file}: ${error?.message ?? 'decoded'}`);
    else if (error !== null && error.code !== 'bad-bz2') differ.push(`${file}: ${error.code}`);
    else if (expected !== null && !plain.equals(expected)) differ.push(`${file}: other bytes`);
    else if (live > 0) differ.push(`${file}: ${live} slabs in use`);
    writeFileSync(path, bytes);
    const read = await decodeAll(path, { window: 1 + below(4) });
    if (!read.plain.equals(plain) || read.error?.message !== error?.message) differ.push(`${file}: not as its chunks`);
    const skipped = await decodeAll(bytes, { skipsDamage: true });
    // Only a file without a header is beyond that.
    if (skipped.error !== null && error?.facts.offset !== 0) differ.push(`${file}: not skipped`);
    if (skipped.damages.length > 20) differ.push(`${file}: ${skipped.damages.length} damages`);
  }
  rmSync(folder, { recursive: true });
  return { accepted, refused: files - accepted, differ };
}

/** Files of one stream and of several, with small blocks and large, since the joints are what is tried here. */
function sources(): readonly Buffer[] {
  const small = ['', 'a', 'a line\n', 'two\nlines\n'].map((text) => bzip2(text, 1));
  return [
    Buffer.concat(small),
    Buffer.concat([bzip2(longText(500)), ...small, bzip2(longText(700))]),
    compressed('bzip2', 1, longText(210_000)),
    Buffer.concat([compressed('bzip2', 1, Buffer.alloc(150_000)), compressed('bzip2', 5, longText(3000))]),
  ];
}

/** One to three changes, half of them near one of the ends. */
function mutate(original: Buffer, below: (limit: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const near = Math.min(bytes.length, 60);
    const at = [below(bytes.length), below(near), bytes.length - 1 - below(near)][below(3)] ?? 0;
    const kind = below(6);
    if (kind < 2) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    else if (kind === 2) bytes[at] = below(256);
    else if (kind === 3) bytes = bytes.subarray(0, at + 1);
    else if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(below(256)), bytes.subarray(at)]);
    else
      bytes = Buffer.concat([
        bytes,
        ['B', 'BZ', 'BZh', 'BZh9', 'x'].map((text) => Buffer.from(text))[below(5)] ?? bytes,
      ]);
  }
  return bytes;
}

if (process.argv[1] === import.meta.filename) {
  const [files = 2000, seed = 1] = process.argv.slice(2).map(Number);
  const { accepted, refused, differ } = await parallelDisagreements(files, seed);
  console.log(`${accepted} accepted, ${refused} refused, ${differ.length} differ`);
  for (const line of differ) console.log(line);
}
