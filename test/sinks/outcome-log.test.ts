import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { outcomeLine } from '../../src/core/outcome-line.js';
import { OUTCOMES } from '../../src/core/outcome.js';
import { OutcomeLog } from '../../src/sinks/outcome-log.js';
import { mediaResult } from '../core/media-result.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext } from './context.js';

const scratch = await scratchFolder('outcome-log');

test('has a line for each wanted file, in their order', async () => {
  const context = await newContext(scratch, 'some');
  const log = new OutcomeLog(context);
  const all = OUTCOMES.map((outcome, k) => outcomeLine({ photoId: String(k), result: mediaResult({ outcome }) }));
  for (const line of all) log.add(line);
  const output = log.close();
  assert.equal(output?.path, 'outcomes/00007.jsonl');
  const text = await readFile(join(context.outDir, output.path), 'utf8');
  assert.equal(text.length, output.bytes);
  assert.equal(text, all.join(''));
});

test('removes the log of an earlier try when no media are wanted now, and no other', async () => {
  const context = await newContext(scratch, 'stale');
  await mkdir(join(context.outDir, 'outcomes'));
  for (const shard of ['00006', '00007']) await writeFile(join(context.outDir, `outcomes/${shard}.jsonl`), 'stale');
  const log = new OutcomeLog(context);
  assert.deepEqual(await filesIn(context.outDir), ['outcomes/00006.jsonl', 'outcomes/00007.jsonl']);
  assert.equal(log.close(), null);
  assert.deepEqual(await filesIn(context.outDir), ['outcomes/00006.jsonl']);
});

test('writes as it goes, and leaves nothing when it is aborted', async () => {
  const context = await newContext(scratch, 'abort');
  const log = new OutcomeLog(context);
  for (let k = 0; k < 1000; k++) log.add(outcomeLine({ photoId: String(k), result: mediaResult() }));
  assert.deepEqual(await filesIn(context.tmpDir), ['outcomes~00007.jsonl']);
  log.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
});
