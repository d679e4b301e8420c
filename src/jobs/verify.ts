/** `yfcc verify OUT`: every file that the manifest counts is there, whole, and as it was written. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { orderedMap } from '../core/ordered-map.js';
import { lockOwner } from '../engine/job-lock.js';
import { readManifest } from '../engine/manifest.js';
import { Pool } from '../engine/pool.js';
import { defaultThreads, THREAD_BOUNDS } from '../engine/threads.js';
import { checkInteger } from './check-option.js';
import { verifyDatabase } from './verify-database.js';

export interface VerifyOptions {
  /** @default the number of cores */
  readonly threads?: number;
  readonly onProgress?: (shards: number, total: number) => void;
  readonly abort?: AbortSignal;
}

export interface Verification {
  readonly out: string;
  readonly shards: number;
  readonly files: number;
  readonly bytes: number;
  /** Whether the job itself has come to its end. */
  readonly isFinished: boolean;
  readonly problemCount: number;
  /** The first of them, a sentence each. */
  readonly problems: readonly string[];
}

/** Problems that are named; the rest is counted. */
const MAX_PROBLEMS = 100;

/** Reads every file of every finished shard, on all threads. Throws `output-refused` where there is no job. */
export async function verify(out: string, options: VerifyOptions = {}): Promise<Verification> {
  const outDir = resolve(out);
  const { threads = defaultThreads(), onProgress, abort } = options;
  const content = await readManifest(outDir);
  if (content === null) {
    throw new YfccError('output-refused', `Expected a job's folder with a manifest.jsonl, got ${outDir}.`, {
      file: outDir,
    });
  }
  const problems: string[] = [];
  let problemCount = 0;
  let files = 0;
  let bytes = 0;
  let shards = 0;
  const note = (found: readonly string[], count: number): void => {
    problemCount += count;
    problems.push(...found.slice(0, MAX_PROBLEMS - problems.length));
  };
  checkInteger('threads', threads, THREAD_BOUNDS);
  const pool = new Pool({ threads, tasksPerWorker: 1 });
  try {
    const replies = orderedMap(content.shards, threads + 1, ({ outputs }, failed) =>
      pool.runVerify({ outDir, outputs }, abort === undefined ? failed : AbortSignal.any([failed, abort])),
    );
    for await (const reply of replies) {
      note(reply.problems, reply.problemCount);
      files += reply.files;
      bytes += reply.bytes;
      shards++;
      onProgress?.(shards, content.shards.length);
    }
  } finally {
    await pool.close();
  }
  // A run that is going on appends while we read: what it adds behind our manifest is no problem.
  if ((await lockOwner(outDir)) === null) {
    const found = await rejectProblems(
      outDir,
      content.shards.at(-1)?.rejectsBytes ?? 0,
      content.shards.reduce((sum, { rejects }) => sum + Object.values(rejects).reduce((a, b) => a + b, 0), 0),
    );
    note(found, found.length);
    if (content.job.options['format'] === 'sqlite') {
      const database = await verifyDatabase(outDir, {
        shards: content.shards.length,
        records: content.shards.reduce((sum, shard) => sum + shard.records, 0),
        isFinished: content.shards.at(-1)?.isLast ?? false,
      });
      files += database.files;
      bytes += database.bytes;
      note(database.problems, database.problems.length);
    }
  }
  return {
    out: outDir,
    shards,
    files,
    bytes,
    isFinished: content.shards.at(-1)?.isLast ?? false,
    problemCount,
    problems,
  };
}

/** The rejects file has as many bytes and lines as the manifest counts; behind them a killed run may have left more. */
async function rejectProblems(outDir: string, bytes: number, lines: number): Promise<string[]> {
  const file = join(outDir, 'rejects.jsonl');
  const size = await stat(file).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size < bytes) return [`rejects.jsonl: expected ${bytes} bytes, got ${size}`];
  if (bytes === 0) return [];
  const text = (await readFile(file)).subarray(0, bytes);
  let count = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count === lines ? [] : [`rejects.jsonl: expected ${lines} lines, got ${count}`];
}

/** True for a file, such as a bz2 one, false for a folder or nothing. */
export async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
