/** An output folder for one sink, and a look at what is in it. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SinkContext } from '../../src/sinks/sink.js';

/** For the `skip` of tests that write to a full disk: false where there is one. */
export const NO_FULL_DISK: string | false = process.platform === 'linux' ? false : 'There is no /dev/full';

/** Makes a new output folder below `scratch`. */
export async function newContext(scratch: string, name: string, shard = 7): Promise<SinkContext> {
  const outDir = join(scratch, name);
  const tmpDir = join(outDir, '.tmp');
  await mkdir(tmpDir, { recursive: true });
  return { shard, outDir, tmpDir };
}

/** The files below a folder, sorted, with `/`. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
