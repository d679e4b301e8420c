/** A result of a benchmark, and the folders in which results are kept. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine } from './machine.js';
import { ROOT } from './paths.js';

/** Below it there is a folder for each suite. */
export const RESULTS_DIR = join(ROOT, 'bench/results');

/** What every result has. */
export interface MeasuredResult {
  readonly machine: Machine;
  /** As it can be pasted. */
  readonly command: string;
}

/** What a result has beside that. */
export type FactsOf<Result extends MeasuredResult> = Omit<Result, keyof MeasuredResult>;

/** A result, and where it is. */
export interface KeptResult<Result extends MeasuredResult = MeasuredResult> {
  readonly file: string;
  readonly result: Result;
}

/** `npm run bench:bz2 -- --runs 4`; without `--json`, since where a result goes makes it no other. */
export function commandOf(suite: string, argv: readonly string[]): string {
  const told = argv.filter((word, k) => !/^--json(?:=|$)/.test(word) && argv[k - 1] !== '--json');
  return [`npm run bench:${suite}`, ...(told.length === 0 ? [] : ['--', ...told])].join(' ');
}

/** `994798c`; with `-changed` when the checkout was not just that commit. */
export function buildName({ commit, isChanged }: Machine): string {
  return `${commit}${isChanged ? '-changed' : ''}`;
}

/** `2026-07-01-994798c.json`, or `2026-07-01-994798c-changed.json`. */
export function resultName(machine: Machine): string {
  return `${machine.date.slice(0, 10)}-${buildName(machine)}.json`;
}

/** Writes a result; makes the folder if it is not there. */
export async function writeResult(file: string, result: MeasuredResult): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** Writes a result where those of its suite are kept, or to `json`; says where. */
export async function keepResult(suite: string, result: MeasuredResult, json: string | undefined): Promise<void> {
  const file = json ?? join(RESULTS_DIR, suite, resultName(result.machine));
  await writeResult(file, result);
  process.stderr.write(`bench: result kept in ${file}\n`);
}

/** The results of a folder, the newest first by the date in each; none when there is no such folder. */
export async function resultsIn<Result extends MeasuredResult>(dir: string): Promise<readonly KeptResult<Result>[]> {
  // No folder and no file in it come to the same.
  const names = await readdir(dir).catch(() => []);
  const kept: KeptResult<Result>[] = [];
  for (const name of names.filter((name) => name.endsWith('.json'))) {
    const file = join(dir, name);
    // A parse border: only writeResult puts files there, and those of one folder are of one kind.
    kept.push({ file, result: JSON.parse(await readFile(file, 'utf8')) as Result });
  }
  return kept.toSorted((a, b) => b.result.machine.date.localeCompare(a.result.machine.date));
}

/** The newest result of a folder; null when there is none. */
export async function newestResult<Result extends MeasuredResult>(dir: string): Promise<Result | null> {
  const [newest] = await resultsIn<Result>(dir);
  return newest?.result ?? null;
}
