/** Media as files in the tree `img/`: each under its final name as soon as it is whole. */
import { rmSync, statSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { mediaPath } from '../core/output-path.js';
import { renameInto } from '../files/rename-into.js';
import { writeAll } from '../files/write-all.js';
import { findExisting, mayExist, NOTHING, type Existing } from './existing.js';
import type { Gate } from './gate.js';
import type { Journal } from './journal.js';
import type { MediaKind } from './media-type.js';
import type { KeptFile, MediaStore, SavedMedia } from './store.js';

export interface FileStoreOptions {
  /** Absolute. */
  readonly outDir: string;
  /** A name for a file that is being written: on the same file system, used again for the next. */
  readonly tempPath: string;
  readonly journal: Journal;
  /** What an earlier run that came to its end has noted, where this one goes over it again. */
  readonly prior: ReadonlyMap<string, SavedMedia>;
  /** Lets so many files on disk be read at once. */
  readonly checks: Gate;
}

export function createFileStore({ outDir, tempPath, journal, prior, checks }: FileStoreOptions): MediaStore {
  async function findSome(photoId: string, kind: MediaKind, signal: AbortSignal): Promise<Existing> {
    const leave = await checks.enter(signal);
    try {
      return await findExisting(outDir, photoId, kind, signal);
    } finally {
      leave();
    }
  }

  return {
    known(photoId) {
      const saved = journal.known.get(photoId) ?? prior.get(photoId) ?? null;
      if (saved === null || saved.result.path === null) return saved;
      return isThere(join(outDir, saved.result.path), saved.result.bytes) ? saved : null;
    },
    find: (photoId, kind, signal) => (mayExist(outDir, photoId) ? findSome(photoId, kind, signal) : NOTHING),
    fileOf: (path) => join(outDir, path),
    pathOf: mediaPath,
    save(photoId, result, file, damaged) {
      const { path } = result;
      if (file !== null && path !== null) {
        place(file, tempPath, `${outDir}/${path}`);
        for (const old of damaged) if (old !== path) rmSync(join(outDir, old));
      }
      return journal.add(photoId, result, null);
    },
    close: () => journal.close(),
  };
}

function isThere(path: string, bytes: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes;
}

/** Gives a file its final name, and leaves nothing of it where that fails. */
function place({ body, tempPath }: KeptFile, ownPath: string, finalPath: string): void {
  const path = tempPath ?? ownPath;
  try {
    if (body !== null) write(path, body);
    renameInto(path, finalPath);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function write(path: string, body: Uint8Array): void {
  const fd = openSync(path, 'w');
  try {
    writeAll(fd, body);
  } finally {
    closeSync(fd);
  }
}
