/** Gives a whole file its final name, in a folder that is made if it is not there. */
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Whether the next folder is likely not there yet, as in a new tree: then it is made at once, since a rename that fails
 * costs as much as one that doesn't, and its error as much again. In a tree that is full of folders renames find out.
 */
let isNewTree = true;

/** Throws what the system throws. */
export function renameInto(tmpPath: string, finalPath: string): void {
  if (isNewTree) makeFolder(finalPath);
  try {
    renameSync(tmpPath, finalPath);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    makeFolder(finalPath);
    renameSync(tmpPath, finalPath);
  }
}

function makeFolder(path: string): void {
  // It gives the first folder that it has made, and nothing where all were there.
  isNewTree = mkdirSync(dirname(path), { recursive: true }) !== undefined;
}
