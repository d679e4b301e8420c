/**
 * Makes a shard's files durable, beside the threads that work on the next ones: large ones each by an fdatasync, many
 * small ones by one syncfs(2) for all, since an fsync a file costs a hundred times more.
 */
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { asWriteError } from './write-error.js';

/** Waits until the files, named by their paths below `folder`, are on disk. Rejects with `disk-full` or `write-failed`. */
export async function syncFiles(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = join(folder, path);
    try {
      const handle = await open(file);
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw asWriteError(error, file);
    }
  }
}

/**
 * Waits until everything written to the file system of `folder` is on disk. Node has no syncfs, coreutils' `sync -f` is
 * it. Where there is no such program, files are as durable as the system makes them by itself: a kill loses nothing, a
 * power cut may leave files of the last seconds empty; `yfcc verify` finds those.
 */
export function syncFileSystem(folder: string): Promise<void> {
  return new Promise((resolve) => {
    execFile('sync', ['-f', folder], () => {
      resolve();
    });
  });
}
