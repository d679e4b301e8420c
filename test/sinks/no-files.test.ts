import assert from 'node:assert/strict';
import test from 'node:test';
import { batchOfOne } from '../../src/core/record-batch.js';
import { noFiles } from '../../src/sinks/no-files.js';

test('writes no file, and counts the bytes of JSON', async () => {
  const sink = noFiles();
  await sink.write(batchOfOne('1', '{"title":"é"}\n'));
  await sink.write(batchOfOne('2', '{}\n'));
  assert.deepEqual(await sink.close(), { outputs: [], files: 0, bytes: 18 });
});
