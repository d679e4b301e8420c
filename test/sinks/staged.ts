/** The database of one shard, as a worker leaves it to the thread that writes the job's. */
import { join } from 'node:path';
import { stagedName } from '../../src/core/database-names.js';
import { sqliteFile } from '../../src/sinks/sqlite.js';
import type { SinkContext } from '../../src/sinks/sink.js';
import { batchesOf, manyRecords } from './sample-records.js';

/** Writes the shard's database with `count` records, whose ids begin at 1000; gives its path. */
export async function stageShard(context: SinkContext, count: number): Promise<string> {
  const sink = sqliteFile(context, false);
  for (const batch of batchesOf(manyRecords(count))) await sink.write(batch);
  await sink.close();
  return join(context.tmpDir, stagedName(context.shard));
}
