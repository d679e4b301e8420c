/** A folder of its own for each test file, gone when its tests are done. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** Makes a folder below the system's temporary one, and removes it after the tests of the calling file. */
export async function scratchFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `yfcc-${name}-`));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
