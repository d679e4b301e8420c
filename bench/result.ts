/** A whole result of the benchmark, and the folder in which results are kept. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { YfccError } from '../src/core/errors.js';
import type { BenchData } from './data.js';
import type { Machine } from './machine.js';
import type { MicroResult } from './micro.js';
import type { CaseResult } from './rounds.js';

/** What every result has. */
export interface MeasuredResult {
  readonly machine: Machine;
}

export interface BenchResult extends MeasuredResult {
  /** As it can be pasted. */
  readonly command: string;
  readonly runs: number;
  readonly shardRows: number;
  readonly input: Omit<BenchData, 'dirs'>;
  readonly cases: readonly CaseResult[];
  /** Rows of the small set that the micro benchmarks take. */
  readonly microRows: number;
  readonly micro: readonly MicroResult[];
}

/** `2026-07-01-994798c.json`; with `-changed` when the checkout was not just that commit. */
export function resultName({ date, commit, isChanged }: Machine): string {
  return `${date.slice(0, 10)}-${commit}${isChanged ? '-changed' : ''}.json`;
}

/** Writes a result; makes the folder if it is not there. */
export async function writeResult(file: string, result: MeasuredResult): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** The newest result of a folder, by the date in it, of the kind that is kept there. Throws `YfccError` (`bad-input`) when there is none. */
export async function newestResult<Result extends MeasuredResult>(dir: string): Promise<Result> {
  let newest: Result | null = null;
  // No folder and no file in it come to the same.
  const names = await readdir(dir).catch(() => []);
  for (const name of names.filter((name) => name.endsWith('.json'))) {
    // A parse border: only writeResult puts files there.
    const result = JSON.parse(await readFile(join(dir, name), 'utf8')) as Result;
    if (newest === null || result.machine.date > newest.machine.date) newest = result;
  }
  if (newest === null) throw new YfccError('bad-input', `Expected results in ${dir}, got none: run \`npm run bench\`.`);
  return newest;
}
