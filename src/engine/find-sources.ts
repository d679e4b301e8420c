/** Finds the files of each source: by name in a folder, or by the patterns that the user gave. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { INDEX_EXTENSION } from '../bz2/block-index.js';
import { messageOf, YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import { naturally } from './natural-order.js';
import { PART_EXTENSION, PART_STATE_EXTENSION } from './partial-file.js';
import { isRemote } from './remote-name.js';
import { seriesOf } from './series.js';

/** What may stand beside a source under its name. */
const NO_SOURCES: ReadonlySet<string> = new Set([INDEX_EXTENSION, PART_EXTENSION, PART_STATE_EXTENSION, '.tmp']);

/** What SQLite puts beside a database. */
const BESIDE_DATABASE = /-(?:journal|wal|shm)$/;

/** The files of each source, in the order to be read. */
export type SourcePaths = Readonly<Partial<Record<Source, readonly string[]>>>;

/**
 * The sources of a folder by name: `yfcc100m_dataset*`, `_autotags*`, ...; what is `given` is not looked for. Several
 * files for one source must be numbered parts of one series. Throws `bad-input` where they are not, or there is no
 * dataset file.
 */
export async function findSources(
  dir: string,
  given: SourcePaths,
  onWarning: (text: string) => void,
): Promise<SourcePaths> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected --in to be a readable folder, got ${dir}: ${messageOf(cause)}.`, {
      file: dir,
      cause,
    });
  });
  const found: Partial<Record<Source, readonly string[]>> = { ...given };
  for (const source of SOURCES) {
    if (given[source] !== undefined) continue;
    const fits = names.filter((name) => name.startsWith(`yfcc100m_${source}`) && isSource(name));
    if (fits.length === 0) continue;
    const series = seriesOf(fits);
    if (series === null) {
      throw new YfccError(
        'bad-input',
        `Expected one yfcc100m_${source}* file in ${dir}, or the numbered parts of one, got ${fits.length}: ${fits.toSorted(naturally).join(', ')}. Name the one to read with --${source}.`,
        { file: dir, source },
      );
    }
    if (series.missing !== null)
      onWarning(
        `${dir} has ${series.names.length} numbered parts of ${source}, and none with number ${series.missing}`,
      );
    found[source] = series.names.map((name) => join(dir, name));
  }
  if (found.dataset === undefined) {
    throw new YfccError(
      'bad-input',
      `Expected a file named yfcc100m_dataset* in ${dir}, got ${names.length === 0 ? 'an empty folder' : `only ${names.slice(0, 5).join(', ')}`}. Name it with --dataset.`,
      { file: dir, source: 'dataset' },
    );
  }
  return found;
}

/**
 * The files that one source's names and patterns stand for, each once, in the order of the numbers in their names.
 * Throws `bad-input` for a pattern that no file fits, and for a file that is named twice.
 */
export async function expandPaths(source: Source, given: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const name of given) paths.push(...(await expand(source, name)));
  const sorted = paths.toSorted(naturally);
  const twice = sorted.find((path, k) => path === sorted[k + 1]);
  if (twice !== undefined) {
    throw new YfccError('bad-input', `Expected each file of --${source} once, got ${twice} twice.`, {
      file: twice,
      source,
    });
  }
  return sorted;
}

async function expand(source: Source, name: string): Promise<readonly string[]> {
  // A file may well have a bracket in its name, and a URL a question mark.
  if (isRemote(name) || (await exists(name))) return [name];
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(name)) return [name];
  const fits = (await glob(name, { absolute: true, expandDirectories: false })).filter(isSource);
  if (fits.length > 0) return fits;
  throw new YfccError('bad-input', `Expected files that fit --${source} ${name}, got none.`, { file: name, source });
}

function isSource(name: string): boolean {
  return !NO_SOURCES.has(extname(name)) && !BESIDE_DATABASE.test(name);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
