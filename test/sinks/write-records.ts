/** Writes records to a sink and reads the bytes of its one file. */
import assert from 'node:assert/strict';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullRecord } from '../../src/core/record.js';
import type { Sink, SinkContext } from '../../src/sinks/sink.js';
import { filesIn, newContext } from './context.js';
import { batchesOf } from './sample-records.js';

export type MakeSink = (context: SinkContext) => Sink;

/** The file that the sink gives for these records, in batches of `size`. */
export async function writeRecords(
  context: SinkContext,
  makeSink: MakeSink,
  records: readonly FullRecord[],
  size?: number,
): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const sink = makeSink(context);
  for (const batch of batchesOf(records, size)) await sink.write(batch);
  const result = await sink.close();
  const paths = result.outputs.map(({ path }) => path);
  assert.deepEqual(await filesIn(context.outDir), paths.toSorted());
  const file = join(context.outDir, paths[0] ?? '');
  const bytes = await readFile(file);
  assert.deepEqual([result.files, result.bytes, result.outputs[0]?.bytes], [1, bytes.length, bytes.length]);
  return { file, bytes };
}

/** Asserts that a sink which is aborted under way leaves nothing. */
export async function assertAbortLeavesNothing(
  scratch: string,
  makeSink: MakeSink,
  records: readonly FullRecord[],
): Promise<void> {
  const context = await newContext(scratch, 'abort');
  const sink = makeSink(context);
  for (const batch of batchesOf(records)) await sink.write(batch);
  sink.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
}

/** Asserts that a sink on a full disk fails with the system's code, and leaves nothing. */
export async function assertFailsOnFullDisk(
  scratch: string,
  makeSink: MakeSink,
  records: readonly FullRecord[],
  tmpName: string,
): Promise<void> {
  const context = await newContext(scratch, 'full');
  await symlink('/dev/full', join(context.tmpDir, tmpName));
  const sink = makeSink(context);
  const writeAll = async (): Promise<void> => {
    for (const batch of batchesOf(records)) await sink.write(batch);
    await sink.close();
  };
  await assert.rejects(writeAll(), { code: 'ENOSPC', syscall: 'write' });
  sink.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
}
