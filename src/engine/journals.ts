/** The journals of shards under way, and the tar files beside them: kept over a kill, removed when their shard is in the manifest. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNALS_NAME } from '../core/output-path.js';
import type { ManifestContent } from './manifest.js';

/** Removes what a shard that is recorded has there. */
export async function removeJournal(outDir: string, shard: number): Promise<void> {
  await removeOf(outDir, (each) => each === shard);
}

/**
 * Removes what can't be gone on with: for a new job all, else those of shards that are done, which a kill just behind the
 * manifest's line has left. Those in a finished job are of shards that were being gone over again.
 */
export async function clearJournals(outDir: string, content: ManifestContent | null): Promise<void> {
  const folder = join(outDir, JOURNALS_NAME);
  if (content === null) await rm(folder, { recursive: true, force: true });
  else if (content.shards.at(-1)?.isLast !== true) {
    await removeOf(outDir, (shard) => shard < content.shards.length);
  }
}

async function removeOf(outDir: string, isIt: (shard: number) => boolean): Promise<void> {
  const folder = join(outDir, JOURNALS_NAME);
  const names = await readdir(folder).catch(() => []);
  // Each begins with its shard's number.
  for (const name of names) if (isIt(Number.parseInt(name, 10))) await rm(join(folder, name), { force: true });
}
