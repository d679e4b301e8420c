/** Small file systems in memory, to fill. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Mounts one at `folder`, with these options of the mount; false where that is not allowed. */
export function tryMount(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
