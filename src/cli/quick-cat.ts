/**
 * `yfcc cat` without yargs, which takes longer to load than a small file takes to decode: a command like cat is called
 * often, in loops and pipes. What Node's own parser can't read for sure is for yargs, which says what is wrong with it.
 */
import { parseArgs } from 'node:util';
import { catFiles, type CatFlags } from './cat.js';
import type { CliContext } from './context.js';
import { exitCodeOf } from './fail.js';

/** Runs `cat` and gives its exit code; null when the words are not plainly those of `cat`. Never throws. */
export async function quickCat(argv: readonly string[], context: CliContext): Promise<number | null> {
  const flags = readFlags(argv);
  return flags === null ? null : exitCodeOf(() => catFiles(flags, context), context);
}

function readFlags([command, ...args]: readonly string[]): CatFlags | null {
  if (command !== 'cat') return null;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        threads: { type: 'string', multiple: true },
        lines: { type: 'string', multiple: true },
        'skip-bad': { type: 'boolean' },
      },
    });
    const [threads, ...moreThreads] = values.threads ?? [];
    const [lines = '..', ...moreLines] = values.lines ?? [];
    if (positionals.length === 0 || [...moreThreads, ...moreLines].length > 0) return null;
    if (threads !== undefined && !/^\d{1,3}$/.test(threads)) return null;
    return {
      files: positionals,
      lines,
      skipBad: values['skip-bad'] ?? false,
      ...(threads === undefined ? {} : { threads: Number(threads) }),
    };
  } catch {
    return null;
  }
}
