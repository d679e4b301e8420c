/** Looks for a file that an earlier run left for a photo or video, and checks it as strictly as one that is fetched. */
import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaType } from '../core/outcome.js';
import { mediaFolder, mediaPath } from '../core/output-path.js';
import { createInspector } from './inspector.js';
import { TYPES_OF, type MediaKind } from './media-type.js';

const READ_BYTES = 256 * 1024;

/** A file that is whole and of the type that its name says. */
export interface ExistingFile {
  /** Below the output folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly type: MediaType;
}

export interface Existing {
  readonly whole: ExistingFile | null;
  /** Paths below the output folder of what is there under a name of this photo, and is not whole. */
  readonly damaged: readonly string[];
}

/** No file is there. */
export const NOTHING: Existing = { whole: null, damaged: [] };

/** Whether it is worth looking for a file: there is none where there is no folder for it. */
export function mayExist(outDir: string, photoId: string): boolean {
  // All types of a photo are in one folder, which it shares with few.
  return existsSync(`${outDir}/${mediaFolder(photoId)}`);
}

/** Rejects with the system's error when a file is there but cannot be read, and with the signal's reason when it aborts. */
export async function findExisting(
  outDir: string,
  photoId: string,
  kind: MediaKind,
  signal: AbortSignal,
): Promise<Existing> {
  const damaged: string[] = [];
  for (const type of TYPES_OF[kind]) {
    const path = mediaPath(photoId, type);
    // Most are not there. To learn that takes microseconds at once, and ten times as long by way of Node's thread pool.
    if (!existsSync(join(outDir, path))) continue;
    const file = await open(join(outDir, path));
    try {
      const checked = await check(file, type, signal);
      if (checked !== null) return { whole: { path, type, ...checked }, damaged };
      damaged.push(path);
    } finally {
      await file.close();
    }
  }
  return { whole: null, damaged };
}

/** Null when the file is not whole, or of another type: the placeholder that older tools saved as a `.jpg` is a PNG. */
async function check(
  file: FileHandle,
  type: MediaType,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  const inspector = createInspector();
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
    if (bytesRead === 0) break;
    inspector.add(buffer.subarray(0, bytesRead));
    if (inspector.type() !== type) return null;
  }
  if (inspector.bytes() === 0 || inspector.missingEnd() !== null) return null;
  return { bytes: inspector.bytes(), sha256: inspector.sha256() };
}
