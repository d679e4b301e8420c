/** A file that appears under its final name only when it is whole: written under a temporary one, renamed. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../core/protocol.js';
import { renameInto } from './rename-into.js';
import type { SinkContext } from './sink.js';

export class WholeFile {
  readonly #path: string;
  readonly #finalPath: string;
  readonly #tmpPath: string;
  readonly #hash = createHash('sha256');
  #fd: number | null;
  #bytes = 0;

  /** `path` is below the output folder, with `/`. */
  constructor({ outDir, tmpDir }: SinkContext, path: string) {
    this.#path = path;
    this.#finalPath = join(outDir, path);
    this.#tmpPath = join(tmpDir, path.replaceAll('/', '~'));
    this.#fd = openSync(this.#tmpPath, 'w');
  }

  /** Writes all of `bytes`; throws what the system throws. */
  write(bytes: Uint8Array): void {
    if (this.#fd === null) throw new Error(`${this.#path} is closed`);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** Gives it its name. To make it durable is the main thread's: this one has the next shard to work on. */
  close(): OutputFile {
    if (this.#fd === null) throw new Error(`${this.#path} is closed`);
    closeSync(this.#fd);
    this.#fd = null;
    renameInto(this.#tmpPath, this.#finalPath);
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  /** Leaves nothing. Does nothing when it is closed. */
  abort(): void {
    if (this.#fd === null) return;
    closeSync(this.#fd);
    this.#fd = null;
    rmSync(this.#tmpPath, { force: true });
  }
}

/** Removes what an earlier try at the shard, killed before it was recorded, left under a name that this one does not need. */
export function removeStale({ outDir }: SinkContext, path: string): void {
  rmSync(join(outDir, path), { force: true });
}
