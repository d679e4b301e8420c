/** Finds results by what one calls them: a file, a commit, or a suite and a commit. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { YfccError } from '../src/core/errors.js';
import type { ComparedResult } from './compare-lines.js';
import { buildName, resultsIn, type MeasuredResult } from './result.js';

export interface FoundResult {
  /** Name of the folder that it is in. */
  readonly suite: string;
  readonly file: string;
  readonly result: ComparedResult;
}

/**
 * The results that `name` stands for, one a suite at most: `FILE.json`; `bz2/8028b6b` or `bz2/2026-11-25-8028b6b`, below
 * `dir`; `8028b6b`, in every suite that has it. Of several of one commit it is the newest. Throws `YfccError`
 * (`bad-input`) when there is none.
 */
export async function findResults(dir: string, name: string): Promise<readonly FoundResult[]> {
  if (name.endsWith('.json') && (await isFile(name))) {
    // A parse border: a file of results is one that writeResult has written.
    const result = JSON.parse(await readFile(name, 'utf8')) as ComparedResult;
    return [{ suite: 'pair' in result ? result.suite : basename(dirname(name)), file: name, result }];
  }
  const slash = name.indexOf('/');
  const suites = slash < 0 ? await foldersIn(dir) : [name.slice(0, slash)];
  const wanted = name.slice(slash + 1);
  const found: FoundResult[] = [];
  for (const suite of suites) {
    const kept = await resultsIn<ComparedResult>(join(dir, suite));
    const match = kept.find(
      ({ file, result }) => !isJudged(result) && isCalled(basename(file, '.json'), result, wanted),
    );
    if (match !== undefined) found.push({ suite, ...match });
  }
  if (found.length === 0)
    throw new YfccError(
      'bad-input',
      `Expected a file of results, a commit or suite/commit with results below ${dir}, got \`${name}\`.`,
    );
  return found;
}

/** What is right or wrong has no lines to compare. */
function isJudged(result: MeasuredResult): boolean {
  return 'checks' in result;
}

function isCalled(fileName: string, { machine }: ComparedResult, wanted: string): boolean {
  return fileName === wanted || (wanted !== '' && buildName(machine) === wanted);
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function foldersIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
