/** Counts what a peer has brought, on disk, whatever it says itself. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { filesBelow } from './files-below.js';

export interface Received {
  readonly files: number;
  readonly bytes: number;
}

/** What a `.jpg` is in: a file of its own, or a member of a tar file. */
export type Container = 'files' | 'tar';

/** Pictures below `folder`; none when there is no such folder. */
export function receivedFiles(folder: string, container: Container): Received {
  const paths = filesBelow(folder);
  if (container === 'files') return summed(paths.filter(isPicture).map((path) => statSync(path).size));
  return summed(paths.filter((path) => path.endsWith('.tar')).flatMap(memberSizes));
}

/** Sizes of the pictures in a tar file: the third column of `tar -tv`, as GNU tar prints it. */
function memberSizes(tar: string): readonly number[] {
  const lines = execFileSync('tar', ['-tvf', tar], { encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\n');
  return lines.filter(isPicture).map((line) => Number(line.split(/\s+/)[2]));
}

const isPicture = (name: string): boolean => name.endsWith('.jpg');

function summed(sizes: readonly number[]): Received {
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
