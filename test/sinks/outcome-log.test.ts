import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { OUTCOMES, type MediaResult, type Outcome } from '../../src/core/outcome.js';
import { OutcomeLog } from '../../src/sinks/outcome-log.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext } from './context.js';

const scratch = await scratchFolder('outcome-log');

const resultOf = (outcome: Outcome): MediaResult => ({
  outcome,
  path: null,
  bytes: 0,
  sha256: null,
  type: null,
  url: 'http://host/a.jpg',
  status: 404,
  attempts: 3,
  milliseconds: 12,
  detail: 'got a page',
});

test('has no file when all media came', async () => {
  const context = await newContext(scratch, 'none');
  const log = new OutcomeLog(context);
  log.add('1', resultOf('ok'));
  log.add('2', resultOf('skipped'));
  assert.equal(log.close(), null);
  assert.deepEqual(await filesIn(context.outDir), []);
});

test('has a line for each that did not come, with the cause', async () => {
  const context = await newContext(scratch, 'some');
  const log = new OutcomeLog(context);
  for (const [k, outcome] of OUTCOMES.entries()) log.add(String(k), resultOf(outcome));
  const output = log.close();
  assert.equal(output?.path, 'outcomes/00007.jsonl');
  const text = await readFile(join(context.outDir, output.path), 'utf8');
  assert.equal(text.length, output.bytes);
  assert.deepEqual(
    text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
    OUTCOMES.map((outcome, k) => ({
      photo_id: String(k),
      outcome,
      url: 'http://host/a.jpg',
      status: 404,
      attempts: 3,
      milliseconds: 12,
      detail: 'got a page',
    })).filter(({ outcome }) => outcome !== 'ok' && outcome !== 'skipped'),
  );
});

test('removes the log of an earlier try when all media came now, and no other', async () => {
  const context = await newContext(scratch, 'stale');
  await mkdir(join(context.outDir, 'outcomes'));
  for (const shard of ['00006', '00007']) await writeFile(join(context.outDir, `outcomes/${shard}.jsonl`), 'stale');
  const log = new OutcomeLog(context);
  log.add('1', resultOf('ok'));
  assert.deepEqual(await filesIn(context.outDir), ['outcomes/00006.jsonl', 'outcomes/00007.jsonl']);
  assert.equal(log.close(), null);
  assert.deepEqual(await filesIn(context.outDir), ['outcomes/00006.jsonl']);
});

test('leaves nothing when it is aborted', async () => {
  const context = await newContext(scratch, 'abort');
  const log = new OutcomeLog(context);
  log.add('1', resultOf('gone'));
  log.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
});
