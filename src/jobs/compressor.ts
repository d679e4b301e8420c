/** Finds a program that compresses bzip2 from stdin to stdout: the system's own, else ours around an npm package. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { YfccError } from '../core/errors.js';

/** The fastest first: that is the order in which `auto` looks. */
export const COMPRESSOR_NAMES = ['lbzip2', 'bzip2', 'npm'] as const;

export type CompressorName = (typeof COMPRESSOR_NAMES)[number];

/** A command that reads plain bytes from stdin and writes bzip2 to stdout. */
export interface Compressor {
  readonly name: CompressorName;
  readonly command: string;
  readonly args: readonly string[];
}

/** The package that `bzip2-process.ts` imports. */
const PACKAGE = 'bzip2-wasm';

/**
 * The compressor of that name, or the first there is for `auto`; null for `none`.
 * Throws an YfccError `usage` when it is not there.
 */
export async function findCompressor(wanted: CompressorName | 'auto' | 'none'): Promise<Compressor | null> {
  if (wanted === 'none') return null;
  for (const name of wanted === 'auto' ? COMPRESSOR_NAMES : [wanted]) {
    const compressor = name === 'npm' ? npmCompressor() : await systemCompressor(name);
    if (compressor !== null) return compressor;
  }
  throw new YfccError(
    'usage',
    `Expected ${wanted === 'auto' ? 'lbzip2 or bzip2' : wanted} to be there to compress with, found none. ` +
      `Install lbzip2 or bzip2, or the npm package ${PACKAGE}, or write plain files with \`none\`.`,
  );
}

async function systemCompressor(name: 'lbzip2' | 'bzip2'): Promise<Compressor | null> {
  // An empty part of PATH would mean the working folder, where nobody wants to find a program.
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const command = join(folder, name);
    if (await isExecutable(command)) return { name, command, args: ['-c', '-9'] };
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A process of its own, like the others: so four files are compressed at once, and the package's globals stay out of ours. */
function npmCompressor(): Compressor | null {
  try {
    import.meta.resolve(PACKAGE);
  } catch {
    return null;
  }
  const script = fileURLToPath(new URL('./bzip2-process.js', import.meta.url));
  return { name: 'npm', command: process.execPath, args: [script] };
}
