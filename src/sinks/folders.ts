/** Makes the folders of the two-level trees, and remembers those that are there. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** The trees have up to a million folders; a worker remembers this many and then begins anew. */
const MAX_KNOWN = 50_000;

const known = new Set<string>();

/** Makes the folder that `file` is to stand in. */
export function makeFolderOf(file: string): void {
  const folder = dirname(file);
  if (known.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  if (known.size >= MAX_KNOWN) known.clear();
  known.add(folder);
}
