/** Makes folders, each only once as far as memory is cheap: photos of one shard share few of them. */
import { mkdir } from 'node:fs/promises';

/** The trees have up to a million folders; past this many the memory starts anew. */
const REMEMBERED_FOLDERS = 10_000;

/** A function that makes a folder and those above it, and rejects with the system's error. */
export function createFolderMaker(): (folder: string) => Promise<void> {
  const made = new Set<string>();
  return async (folder) => {
    if (made.has(folder)) return;
    await mkdir(folder, { recursive: true });
    if (made.size >= REMEMBERED_FOLDERS) made.clear();
    made.add(folder);
  };
}
