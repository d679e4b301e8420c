/** A file that appears under its final name only when it is whole: written under a temporary one, renamed. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../core/protocol.js';
import { renameInto } from '../files/rename-into.js';
import { writeAll } from '../files/write-all.js';
import { writeParts } from '../files/write-parts.js';
import type { SinkContext } from './sink.js';

interface WholeFileOptions {
  /** False: for those whose parts have a hash each. @default true */
  readonly isHashed?: boolean;
  /** Where it is written in place of the folder for temporary files, and stays when it does not become whole. @default null */
  readonly keptPath?: string | null;
}

export class WholeFile {
  readonly #path: string;
  readonly #finalPath: string;
  readonly #tmpPath: string;
  readonly #isKept: boolean;
  readonly #hash: Hash | null;
  #fd: number | null;
  #bytes = 0;
  #isOver = false;

  /** `path` is below the output folder, with `/`. */
  constructor(
    { outDir, tmpDir }: SinkContext,
    path: string,
    { isHashed = true, keptPath = null }: WholeFileOptions = {},
  ) {
    this.#hash = isHashed ? createHash('sha256') : null;
    this.#path = path;
    this.#finalPath = join(outDir, path);
    this.#isKept = keptPath !== null;
    this.#tmpPath = keptPath ?? join(tmpDir, path.replaceAll('/', '~'));
    this.#fd = openSync(this.#tmpPath, 'w');
  }

  /** Where it is until it is closed. */
  get tmpPath(): string {
    return this.#tmpPath;
  }

  /** Written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes all of these, one behind the other; throws what the system throws. */
  write(...parts: readonly Uint8Array[]): void {
    if (this.#fd === null) throw new Error(`${this.#path} is closed`);
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) writeAll(this.#fd, first);
    else writeParts(this.#fd, parts);
    for (const part of parts) {
      this.#hash?.update(part);
      this.#bytes += part.length;
    }
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

  /** Leaves nothing, unless it is kept. Does nothing when it is closed. */
  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.end();
    if (!this.#isKept) rmSync(this.#tmpPath, { force: true });
  }
}

/** Removes what an earlier try at the shard, killed before it was recorded, left under a name that this one does not need. */
export function removeStale({ outDir }: SinkContext, path: string): void {
  rmSync(join(outDir, path), { force: true });
}
