/** The part of `yfcc verify` for the one database of a `sqlite` job, which no shard has a checksum of. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_NAME, PARTIAL_NAME } from '../core/database-names.js';
import { DatabaseReader } from './database-text.js';

export interface DatabaseVerification {
  readonly files: number;
  readonly bytes: number;
  readonly problems: readonly string[];
}

/** What a job's manifest says of its database. */
export interface ExpectedDatabase {
  readonly shards: number;
  readonly records: number;
  readonly isFinished: boolean;
}

/** Reads all of a finished job's database. That of another is only there: the next run of the job takes it up, or refuses it. */
export async function verifyDatabase(outDir: string, expected: ExpectedDatabase): Promise<DatabaseVerification> {
  const names = expected.isFinished ? [DATABASE_NAME, PARTIAL_NAME] : [PARTIAL_NAME];
  for (const name of names) {
    const path = join(outDir, name);
    const bytes = await stat(path).then(
      ({ size }) => size,
      () => null,
    );
    if (bytes === null) continue;
    // Under that name it is to be given its own by the same command.
    const problems = name === PARTIAL_NAME ? [] : await read(path, expected);
    return { files: 1, bytes, problems: problems.map((problem) => `${name}: ${problem}`) };
  }
  return { files: 1, bytes: 0, problems: [`${names[0]}: expected a file, got none`] };
}

async function read(path: string, { shards, records }: ExpectedDatabase): Promise<readonly string[]> {
  const reader = new DatabaseReader({ path });
  try {
    return (await reader.read({ kind: 'check', shards, records }, 'checked')).problems;
  } finally {
    await reader.close();
  }
}
