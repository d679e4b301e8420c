/** Puts a report where it belongs, under its name only when it is whole. */
import { rename, rm, writeFile } from 'node:fs/promises';

/** Replaces what is there. Throws what the system throws, and leaves the old one then. */
export async function writeReport(path: string, document: string): Promise<void> {
  const beside = `${path}.part`;
  try {
    await writeFile(beside, document);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}
