/** Writes a file that is there under its name only when it is whole. */
import { rename, rm, writeFile } from 'node:fs/promises';

/** Replaces what is there. Throws what the system throws, and leaves the old one then. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}
