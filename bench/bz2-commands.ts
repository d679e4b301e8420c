/** The commands that decode a bz2 file to standard output: ours, and those that one would take instead. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { TimedCommand } from './command-table.js';

const UNBZIP2 = fileURLToPath(new URL('unbzip2-cat.js', import.meta.url));

/** As Python's documentation has it, by the mebibyte. */
const PYTHON = 'import bz2, shutil, sys; shutil.copyfileobj(bz2.open(sys.argv[1]), sys.stdout.buffer, 1 << 20)';

export interface ComparedCommand extends TimedCommand {
  /** The commands whose time over this one's is the speed-up that is asked for. */
  readonly against: readonly string[];
}

/** Their programs, for their versions. */
export const BZ2_PEERS = ['bzip2', 'lbzip2', 'pbzip2', 'python3'] as const;

/** All of them, the peers first. `bin` is the script of `yfcc`. */
export function bz2Commands(bin: string, file: string): readonly ComparedCommand[] {
  const peer = (name: string, program: string, ...args: readonly string[]): ComparedCommand => ({
    name,
    program,
    args: [...args, file],
    needs: [program],
    against: [],
  });
  return [
    peer('unbzip2-stream', process.execPath, UNBZIP2),
    peer("python3's bz2", 'python3', '-c', PYTHON),
    peer('bzip2 -dc', 'bzip2', '-dc'),
    // It decodes in parallel only what it has compressed itself, a stream a block.
    peer('pbzip2 -p2 -dc', 'pbzip2', '-p2', '-dc'),
    peer('lbzip2 -n1 -dc', 'lbzip2', '-n1', '-dc'),
    peer('lbzip2 -n2 -dc', 'lbzip2', '-n2', '-dc'),
    ...ownBz2Commands(bin, file),
  ];
}

/** Those of `yfcc` alone. */
export function ownBz2Commands(bin: string, file: string): readonly ComparedCommand[] {
  const cat = (threads: number, against: readonly string[]): ComparedCommand => ({
    name: `yfcc cat --threads ${threads}`,
    program: process.execPath,
    args: [bin, 'cat', '--threads', String(threads), file],
    needs: [],
    against,
  });
  return [
    cat(1, ['bzip2 -dc', 'lbzip2 -n1 -dc']),
    cat(2, ['lbzip2 -n2 -dc', 'yfcc cat --threads 1', 'pbzip2 -p2 -dc', "python3's bz2", 'unbzip2-stream']),
  ];
}
