/** Gives a whole file its final name, in a folder that is made if it is not there. */
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Throws what the system throws. Most folders are there already, so the rename itself finds out. */
export function renameInto(tmpPath: string, finalPath: string): void {
  try {
    renameSync(tmpPath, finalPath);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    mkdirSync(dirname(finalPath), { recursive: true });
    renameSync(tmpPath, finalPath);
  }
}
