/** The thread that writes the database of a `sqlite` job: opens it, adds a shard, closes it. */
import type { DatabaseWriteReply, DatabaseWriteTask } from '../src/core/protocol.js';
import { taskFailure } from '../src/core/task-failure.js';
import { DatabaseWriter } from '../src/sqlite/database-writer.js';

/** Open from one task to the next. */
let kept: { readonly file: string; readonly writer: DatabaseWriter } | null = null;

export default function databaseWrite(task: DatabaseWriteTask): DatabaseWriteReply {
  const file = task.kind === 'open' ? task.file : (kept?.file ?? null);
  try {
    switch (task.kind) {
      case 'open':
        kept = { file: task.file, writer: DatabaseWriter.open(task.file, task.shards, task.records, task.hasImages) };
        break;
      case 'add':
        if (kept === null) throw new Error('A shard came before its database was opened');
        kept.writer.add(task.file, task.shard, task.records);
        break;
      case 'close': {
        const { writer } = kept ?? {};
        kept = null;
        writer?.close(task.isWhole);
      }
    }
    return { status: 'done' };
  } catch (error) {
    const failure = taskFailure(error, file);
    if (failure === null) throw error;
    return failure;
  }
}
