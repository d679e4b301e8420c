/** A SQLite database as a source: its rows as lines, made by a thread of its own, a few hundred kilobytes at a time. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Piece } from '../bz2/piece.js';
import type { SlabPool } from '../bz2/slabs.js';
import { YfccError } from '../core/errors.js';
import type { DatabaseReadReply, DatabaseReadTask } from '../core/protocol.js';
import { pieces } from '../engine/pieces.js';
import { Pool } from '../engine/pool.js';
import type { SourceFile } from '../engine/source.js';

export interface DatabaseText {
  /** The lines behind the first `skip` rows. */
  readonly text: AsyncIterable<Piece>;
  /** Of the file's bytes the share of its rows that has been read. */
  readonly bytesRead: () => number;
}

/** Opens it when it is first read. Reading rejects with `bad-input`. */
export function databaseText(file: SourceFile, skip: number, slabs: SlabPool): DatabaseText {
  let progress = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const reader = new DatabaseReader(file);
    try {
      const lines = (after: number | bigint | null) => reader.read({ kind: 'lines', after, skip }, 'lines');
      for (let reply = await lines(null); reply.last !== null;) {
        // The thread reads on while these lines are taken.
        const next = lines(reply.last);
        next.catch(() => {});
        ({ progress } = reply);
        yield reply.bytes;
        reply = await next;
      }
    } finally {
      await reader.close();
    }
  }
  return { text: pieces(chunks(), slabs), bytesRead: () => Math.floor(progress * (file.bytes ?? 0)) };
}

/** How many lines a database is. Rejects with `bad-input`. */
export async function databaseLines(file: SourceFile): Promise<number> {
  const reader = new DatabaseReader(file);
  try {
    return (await reader.read({ kind: 'count' }, 'rows')).rows;
  } finally {
    await reader.close();
  }
}

type Asked = { [Kind in DatabaseReadTask['kind']]: Omit<Extract<DatabaseReadTask, { kind: Kind }>, 'file' | 'link'> };

/** A database and the thread that reads it, by a name in a folder of its own that is removed when it is closed. */
export class DatabaseReader {
  readonly #file: Pick<SourceFile, 'path'>;
  readonly #tmpDir = mkdtempSync(join(tmpdir(), 'yfcc-read-'));
  readonly #pool = new Pool({ threads: 1, tasksPerWorker: 1, role: 'database' });

  constructor(file: Pick<SourceFile, 'path'>) {
    this.#file = file;
  }

  /** Asks for what is expected back; a failure is thrown. */
  async read<Status extends Exclude<DatabaseReadReply['status'], 'failed'>>(
    task: Asked[keyof Asked],
    expected: Status,
  ): Promise<Extract<DatabaseReadReply, { status: Status }>> {
    const { path } = this.#file;
    // A name like the file's could be too long.
    const link = join(this.#tmpDir, 'read.sqlite');
    const reply = await this.#pool.runDatabaseRead({ ...task, file: path, link });
    if (reply.status === 'failed') throw new YfccError(reply.code, reply.message, { file: path, source: 'dataset' });
    if (reply.status !== expected)
      throw new Error(`Expected ${expected} of the database's thread, got ${reply.status}`);
    // What the line above has made sure of.
    return reply as Extract<DatabaseReadReply, { status: Status }>;
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await rm(this.#tmpDir, { recursive: true, force: true });
  }
}
