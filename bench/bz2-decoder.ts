/**
 * How fast one thread decodes bzip2: the block decoder beside `bzip2 -dc` and `lbzip2 -n1 -dc`, whole processes in turn.
 *
 * `node dist/bench/bz2-decoder.js [--file F.bz2] [--runs N]`; without a file it makes one of 120 MB of text. Each round
 * runs all three once, and speeds are compared within a round, since a machine's own speed drifts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createBlockDecoder } from '../src/bz2/block-decoder.js';
import { BLOCK_KIND } from '../src/bz2/magic-scan.js';
import { positiveInteger } from './arguments.js';
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { DATA_DIR, ROOT } from './paths.js';
import { median, roundRatios, spreadOf } from './statistics.js';
import { markdownTable } from './table.js';

const SELF = fileURLToPath(import.meta.url);

/** Rows whose dataset file has 120 MB of text. */
const ROWS = 235_000;
const SEED = 1;

/** `BZh`, then the level as a digit. */
const LEVEL_BYTE = 3;
const DIGIT_0 = 0x30;

const COMMANDS = [
  { name: 'bzip2 -dc', command: 'bzip2', args: ['-dc'] },
  { name: 'lbzip2 -n1 -dc', command: 'lbzip2', args: ['-n1', '-dc'] },
  { name: 'block decoder', command: process.execPath, args: [SELF, '--decode'] },
] as const;

/** Decodes all blocks of a file of one stream and lets go of them; gives the seconds of the two halves of the work. */
function decodeAll(path: string): { readonly bytes: number; readonly scan: number; readonly decode: number } {
  const compressed = readFileSync(path);
  const decoder = createBlockDecoder();
  const level = (compressed[LEVEL_BYTE] ?? 0) - DIGIT_0;
  const begin = performance.now();
  const { bits, kinds } = decoder.scan(compressed);
  const scanned = performance.now();
  let bytes = 0;
  for (const [at, bit] of bits.entries()) {
    if (kinds[at] !== BLOCK_KIND) continue;
    const block = decoder.decode(compressed, bit, level, bits[at + 1]);
    if (!block.ok) throw new Error(`Expected a whole block at bit ${bit} of ${path}, got ${block.reason}.`);
    bytes += block.output.length;
  }
  return { bytes, scan: (scanned - begin) / 1000, decode: (performance.now() - scanned) / 1000 };
}

/** Seconds of a process, from its start to its end, its output let go. */
function secondsOf(command: string, args: readonly string[]): number {
  const begin = performance.now();
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`Expected ${command} to end with 0, got ${String(status)}.`);
  return (performance.now() - begin) / 1000;
}

async function compare(file: string | undefined, runs: number): Promise<void> {
  const machine = describeMachine(ROOT);
  const path = file ?? (await madeFile());
  const { bytes, scan, decode } = decodeAll(path);
  const seconds = COMMANDS.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [at, { command, args }] of COMMANDS.entries()) seconds[at]?.push(secondsOf(command, [...args, path]));
  }
  const [ofBzip2 = [], ofLbzip2 = []] = seconds;
  const times = (of: readonly number[], at: number): string =>
    `${median(roundRatios(of, seconds[at] ?? [])).toFixed(2)}x`;
  const rows = COMMANDS.map(({ name }, at) => {
    const spread = spreadOf(seconds[at] ?? []);
    const range = `${spread.median.toFixed(2)} [${spread.least.toFixed(2)}..${spread.greatest.toFixed(2)}]`;
    return [name, range, (bytes / 1e6 / spread.median).toFixed(0), times(ofBzip2, at), times(ofLbzip2, at)];
  });
  const titles = ['decoder', 'seconds', 'MB/s', 'against bzip2', 'against lbzip2 -n1'];
  const columns = titles.map((title, at) => ({ title, align: at === 0 ? 'left' : 'right' }) as const);
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, commit ${machine.commit}, ${runs} runs`);
  console.log(`${(bytes / 1e6).toFixed(0)} MB of text in ${path}; medians, compared within each round\n`);
  console.log(markdownTable(columns, rows));
  console.log(`\nin one process: scan ${scan.toFixed(3)} s, blocks ${(bytes / 1e6 / decode).toFixed(0)} MB/s`);
}

/** A dataset file compressed by bzip2 or lbzip2, made once. */
async function madeFile(): Promise<string> {
  const { dirs } = await benchData(DATA_DIR, ROWS, SEED);
  return resolve(dirs.bz2, 'yfcc100m_dataset.bz2');
}

const { values } = parseArgs({
  options: { decode: { type: 'string' }, file: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
if (values.decode === undefined) {
  await compare(values.file, positiveInteger('runs', values.runs));
} else {
  decodeAll(values.decode);
}
