import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { batchOfOne } from '../../src/core/record-batch.js';
import { jsonLines } from '../../src/sinks/json-lines.js';
import type { SinkResult } from '../../src/sinks/sink.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext, NO_FULL_DISK } from './context.js';

const scratch = await scratchFolder('json-lines');

/** Lines that do not compress to nothing, each over a kilobyte. */
function linesOf(count: number): string[] {
  return Array.from(
    { length: count },
    (_, k) => `{"id":${k},"é":"${Array.from({ length: 200 }, (_, n) => (k * 7919 + n * 104_729) % 9973).join(' ')}"}\n`,
  );
}

async function write(
  name: string,
  lines: readonly string[],
  isGzip: boolean,
): Promise<{ readonly bytes: Buffer; readonly result: SinkResult }> {
  const context = await newContext(scratch, name);
  const sink = jsonLines(context, isGzip ? 6 : null);
  for (const [k, line] of lines.entries()) await sink.write(batchOfOne(String(k), line));
  assert.deepEqual(await filesIn(context.outDir), [`.tmp/meta~00007.jsonl${isGzip ? '.gz' : ''}`]);
  const result = await sink.close();
  assert.deepEqual(
    await filesIn(context.outDir),
    result.outputs.map(({ path }) => path),
  );
  return { bytes: await readFile(join(context.outDir, result.outputs[0]?.path ?? '')), result };
}

for (const [what, count] of [
  ['no line', 0],
  ['one line', 1],
  ['several batches', 1000],
] as const) {
  test(`writes ${what} as they came`, async () => {
    const lines = linesOf(count);
    const { bytes, result } = await write(`plain ${count}`, lines, false);
    assert.equal(bytes.toString(), lines.join(''));
    assert.deepEqual([result.files, result.bytes, result.outputs[0]?.path], [1, bytes.length, 'meta/00007.jsonl']);
  });

  test(`compresses ${what} so that gzip reads them, and always to the same bytes`, async () => {
    const lines = linesOf(count);
    const { bytes, result } = await write(`gzip ${count}`, lines, true);
    assert.deepEqual([result.files, result.bytes, result.outputs[0]?.path], [1, bytes.length, 'meta/00007.jsonl.gz']);
    assert.equal(execFileSync('gzip', ['-dc'], { input: bytes, maxBuffer: 1 << 26 }).toString(), lines.join(''));
    assert.ok(gunzipSync(bytes).equals(Buffer.from(lines.join(''))));
    // Bytes 4 to 7 of the header are the time (RFC 1952): none.
    assert.equal(bytes.readUInt32LE(4), 0);
    assert.ok((await write(`gzip again ${count}`, lines, true)).bytes.equals(bytes));
  });
}

test('compresses many batches without a word of a leak from Node', async () => {
  const warnings: string[] = [];
  const listener = (warning: Error): unknown => warnings.push(warning.message);
  process.on('warning', listener);
  // Each call is a batch of its own, and there are more than the ten listeners that Node allows without a word.
  await write(
    'batches',
    Array.from({ length: 30 }, () => linesOf(250).join('')),
    true,
  );
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', listener);
  assert.deepEqual(warnings, []);
});

for (const isGzip of [false, true]) {
  const suffix = isGzip ? '.gz' : '';

  test(`leaves nothing when it is aborted, jsonl${suffix}`, async () => {
    const context = await newContext(scratch, `abort${suffix}`);
    const sink = jsonLines(context, isGzip ? 6 : null);
    for (const line of linesOf(1000)) await sink.write(batchOfOne('1', line));
    sink.abort();
    assert.deepEqual(await filesIn(context.outDir), []);
  });

  test(
    `fails with the system's code when there is no room, and leaves nothing, jsonl${suffix}`,
    { skip: NO_FULL_DISK },
    async () => {
      const context = await newContext(scratch, `full${suffix}`);
      await symlink('/dev/full', join(context.tmpDir, `meta~00007.jsonl${suffix}`));
      const sink = jsonLines(context, isGzip ? 6 : null);
      const writeAll = async (): Promise<void> => {
        for (const line of linesOf(1000)) await sink.write(batchOfOne('1', line));
        await sink.close();
      };
      await assert.rejects(writeAll(), { code: 'ENOSPC', syscall: 'write' });
      sink.abort();
      assert.deepEqual(await filesIn(context.outDir), []);
    },
  );

  test(`fails at the end when only the last bytes find no room, jsonl${suffix}`, { skip: NO_FULL_DISK }, async () => {
    const context = await newContext(scratch, `full at the end${suffix}`);
    await symlink('/dev/full', join(context.tmpDir, `meta~00007.jsonl${suffix}`));
    const sink = jsonLines(context, isGzip ? 6 : null);
    await sink.write(batchOfOne('1', '{}\n'));
    await assert.rejects(sink.close(), { code: 'ENOSPC', syscall: 'write' });
    sink.abort();
    assert.deepEqual(await filesIn(context.outDir), []);
  });
}
