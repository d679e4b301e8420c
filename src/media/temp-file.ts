/** A file being written under a temporary name: opened late, written in large pieces, and gone again if it is dropped. */
import { open, unlink, type FileHandle } from 'node:fs/promises';

/** A photo fits in one piece, so it costs three calls to the system: open, write, close. */
const PIECE_BYTES = 1024 * 1024;

/** All methods reject with the system's error, `code` and all. */
export interface TempFile {
  write(chunk: Uint8Array): Promise<void>;
  /** Writes what is left, and closes. */
  end(): Promise<void>;
  /** Closes if it is open, and removes what there is. */
  drop(): Promise<void>;
}

/** Nothing is made before the first full piece or the end; `path` must not exist then. */
export function createTempFile(path: string): TempFile {
  let file: FileHandle | null = null;
  let isThere = false;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;

  async function flush(): Promise<void> {
    const piece = Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    if (file === null) {
      file = await open(path, 'wx');
      isThere = true;
    }
    // Unlike write(), writeFile() goes on until the last byte is taken.
    await file.writeFile(piece);
  }

  async function close(): Promise<void> {
    const opened = file;
    file = null;
    await opened?.close();
  }

  return {
    async write(chunk) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes >= PIECE_BYTES) await flush();
    },
    async end() {
      await flush();
      await close();
    },
    async drop() {
      await close();
      if (isThere) await unlink(path);
    },
  };
}
