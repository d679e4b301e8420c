/** A file that appears under its final name only when it is whole: written under a temporary one, renamed. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../core/protocol.js';
import { renameInto } from '../files/rename-into.js';
import { writeAll } from '../files/write-all.js';
import type { SinkContext } from './sink.js';

export class WholeFile {
  readonly #path: string;
  readonly #finalPath: string;
  readonly #tmpPath: string;
  readonly #hash: Hash | null;
  #fd: number | null;
  #bytes = 0;
  #isOver = false;

  /** `path` is below the output folder, with `/`; without a hash it is for those whose parts have one each. */
  constructor({ outDir, tmpDir }: SinkContext, path: string, { isHashed = true } = {}) {
    this.#hash = isHashed ? createHash('sha256') : null;
    this.#path = path;
    this.#finalPath = join(outDir, path);
    this.#tmpPath = join(tmpDir, path.replaceAll('/', '~'));
    this.#fd = openSync(this.#tmpPath, 'w');
  }

  /** Written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes all of `bytes`; throws what the system throws. */
  write(bytes: Uint8Array): void {
    if (this.#fd === null) throw new Error(`${this.#path} is closed`);
    writeAll(this.#fd, bytes);
    this.#hash?.update(bytes);
    this.#bytes += bytes.length;
  }

  /** Closes it under its temporary name; nothing can be written any more. */
  end(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** Ends it and gives it its name. To make it durable is the main thread's: this one has the next shard to work on. */
  close(): OutputFile {
    if (this.#isOver) throw new Error(`${this.#path} is closed`);
    this.end();
    renameInto(this.#tmpPath, this.#finalPath);
    this.#isOver = true;
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash?.digest('hex') ?? null };
  }

  /** Leaves nothing. Does nothing when it is closed. */
  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.end();
    rmSync(this.#tmpPath, { force: true });
  }
}

/** Removes what an earlier try at the shard, killed before it was recorded, left under a name that this one does not need. */
export function removeStale({ outDir }: SinkContext, path: string): void {
  rmSync(join(outDir, path), { force: true });
}
