/** Whole jobs as commands, and the peer beside them, which only decodes the same files. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { MAIN_SOURCES } from '../src/core/fields.js';
import type { ComparedCommand } from './bz2-commands.js';
import type { CommandResult } from './command-table.js';

/** How often the files stand in what the main thread's share, and the cost of a filter, are measured on. */
export const REPEATED = 4;

export interface JobCommand extends ComparedCommand, Pick<CommandResult, 'plainBytes'> {}

export interface JobInput {
  /** Folder of the four bz2 files. */
  readonly dir: string;
  /** Folder with each of them `REPEATED` times; see `repeatedParts`. */
  readonly parts: string;
  /** Text of the dataset file. */
  readonly datasetBytes: number;
  /** Where jobs write; removed by whoever runs them. */
  readonly out: string;
}

const PEER = 'lbzip2 -n2 -dc, four files';
const ONE_THREAD = 'yfcc run --format jsonl --threads 1';
const SAMPLED = 'yfcc run of it alone, --sample 0.01';
const CAT = 'yfcc cat --threads 2, dataset file 4x';

/** All of them, the peer first. `bin` is the script of `yfcc`. */
export function jobCommands(bin: string, input: JobInput): readonly JobCommand[] {
  const script = MAIN_SOURCES.map((source) => `lbzip2 -n2 -dc '${join(input.dir, `yfcc100m_${source}.bz2`)}'`);
  return [
    { name: PEER, program: 'sh', args: ['-c', script.join(' && ')], needs: ['lbzip2'], against: [] },
    ...ownJobCommands(bin, input),
  ];
}

/** Those of `yfcc` alone. */
export function ownJobCommands(bin: string, { dir, parts, datasetBytes, out }: JobInput): readonly JobCommand[] {
  const datasets = Array.from({ length: REPEATED }, (_, k) => join(parts, `yfcc100m_dataset-${k}.bz2`));
  const plainBytes = datasetBytes * REPEATED;
  const node = (name: string, against: readonly string[], ...args: readonly string[]): JobCommand => ({
    name,
    program: process.execPath,
    args: [bin, ...args],
    needs: [],
    against,
  });
  const job = (name: string, against: readonly string[], ...options: readonly string[]): JobCommand =>
    node(name, against, 'run', '--overwrite', '--out', out, ...options);
  const all = ['--in', dir, '--format', 'jsonl'];
  const onDatasets = datasets.flatMap((file) => ['--dataset', file]);
  return [
    job(ONE_THREAD, [], ...all, '--threads', '1'),
    job('yfcc run --format jsonl --threads 2', [PEER, ONE_THREAD], ...all, '--threads', '2'),
    job('the same with --gzip', [PEER], ...all, '--threads', '2', '--gzip'),
    job('yfcc run --format parquet --threads 2', [PEER], '--in', dir, '--format', 'parquet', '--threads', '2'),
    { ...node(CAT, [], 'cat', '--threads', '2', ...datasets), plainBytes },
    // On more rows than the others, since what begins a job is a tenth of so short a one.
    {
      ...job(SAMPLED, [CAT], '--format', 'jsonl', '--sample', '0.01', '--threads', '2', ...onDatasets),
      plainBytes,
    },
  ];
}

/** Makes a folder with each file `REPEATED` times, as numbered parts: what is measured of it is not what begins a job. */
export function repeatedParts(dir: string): string {
  const parts = `${dir}-x${REPEATED}`;
  rmSync(parts, { recursive: true, force: true });
  mkdirSync(parts);
  for (const source of MAIN_SOURCES) {
    const file = join(dir, `yfcc100m_${source}.bz2`);
    for (let k = 0; k < REPEATED; k++) symlinkSync(file, join(parts, `yfcc100m_${source}-${k}.bz2`));
  }
  return parts;
}
