/** The database of a `sqlite` job: one thread of its own writes it, shard behind shard, as they are done. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_NAME, PARTIAL_NAME, stagedName } from '../core/database-names.js';
import { YfccError } from '../core/errors.js';
import type { DatabaseWriteTask } from '../core/protocol.js';
import type { OutputFolder } from '../engine/output-folder.js';
import { Pool } from '../engine/pool.js';
import { asWriteError } from '../engine/write-error.js';
import type { Totals } from './totals.js';

export class DatabaseOutput {
  readonly #folder: OutputFolder;
  readonly #partial: string;
  readonly #hasImages: boolean;
  readonly #pool = new Pool({ threads: 1, tasksPerWorker: 1, role: 'database' });
  #isOpen = false;

  /** `hasImages`: whether records say of pictures what is known. */
  constructor(folder: OutputFolder, hasImages: boolean) {
    this.#folder = folder;
    this.#hasImages = hasImages;
    this.#partial = join(folder.outDir, PARTIAL_NAME);
  }

  /** Opens it, with the shards that are `done` in it. Rejects with `resume-refused` when they are not. */
  async open({ shards, records }: Totals): Promise<void> {
    await this.#run({ kind: 'open', file: this.#partial, shards, records, hasImages: this.#hasImages });
    this.#isOpen = true;
  }

  /** Puts the next shard into it; when this is fulfilled, it is on disk. */
  add(shard: number, records: number): Promise<void> {
    return this.#run({ kind: 'add', file: join(this.#folder.tmpDir, stagedName(shard)), shard, records });
  }

  /** Gives it its name. `done` is all there is; a run before this one may have been killed at it. */
  async finish(done: Totals): Promise<void> {
    if (!existsSync(this.#partial)) return;
    if (!this.#isOpen) await this.open(done);
    this.#isOpen = false;
    await this.#run({ kind: 'close', isWhole: true });
    const path = join(this.#folder.outDir, DATABASE_NAME);
    await rename(this.#partial, path).catch((error: unknown) => {
      throw asWriteError(error, path);
    });
  }

  /** Leaves what is there to the next run. Never rejects. */
  async close(): Promise<void> {
    if (this.#isOpen) await this.#run({ kind: 'close', isWhole: false }).catch(() => {});
    await this.#pool.close();
  }

  async #run(task: DatabaseWriteTask): Promise<void> {
    const reply = await this.#pool.runDatabaseWrite(task);
    if (reply.status === 'done') return;
    throw new YfccError(reply.code, reply.message, {
      ...(reply.file === null ? {} : { file: reply.file }),
      ...(task.kind === 'add' ? { shard: task.shard } : {}),
    });
  }
}
