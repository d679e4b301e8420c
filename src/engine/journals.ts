/** The journals of shards under way: kept over a kill, removed when their shard is in the manifest. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNALS_NAME, journalName } from '../core/output-path.js';
import type { ManifestContent } from './manifest.js';

/** Removes that of a shard that is recorded, if it had one. */
export async function removeJournal(outDir: string, shard: number): Promise<void> {
  await rm(join(outDir, journalName(shard)), { force: true });
}

/**
 * Removes what can't be gone on with: for a new job all, else those of shards that are done, which a kill just behind the
 * manifest's line has left. Those in a finished job are of shards that were being gone over again.
 */
export async function clearJournals(outDir: string, content: ManifestContent | null): Promise<void> {
  const folder = join(outDir, JOURNALS_NAME);
  if (content === null) await rm(folder, { recursive: true, force: true });
  else if (content.shards.at(-1)?.isLast !== true) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((shard) => Number(shard) < content.shards.length))
      await rm(join(folder, name), { force: true });
  }
}
