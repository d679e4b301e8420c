/** Makes many small files durable at once: one syncfs(2) a shard instead of an fsync a file, which costs a hundred times more. */
import { execFile } from 'node:child_process';

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
