import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { SlabPool } from '../../src/bz2/slabs.js';
import { MAIN_SOURCES } from '../../src/core/fields.js';
import { Pool } from '../../src/engine/pool.js';
import { resolveRunOptions } from '../../src/jobs/run-options.js';
import type { Decoding } from '../../src/jobs/source-text.js';
import { openSources } from '../../src/jobs/sources.js';
import { unorderedSides } from '../../src/jobs/unordered-sides.js';
import { scratchFolder } from '../whole/scratch.js';
import { makeLines, writeSources, type Lines } from '../whole/sources.js';

const scratch = await scratchFolder('unordered-sides');
const ROWS = 12_000;
let inputs = 0;

/** Which files of these lines are in another order, how often a file was begun for that, and whether a task was ended. */
async function look(
  lines: Lines,
): Promise<{ readonly found: readonly string[]; readonly begun: number; readonly isEnded: boolean }> {
  const folder = writeSources(join(scratch, `${inputs++}`), lines, { bz2: true });
  const resolved = resolveRunOptions({ in: folder, out: 'o' });
  const files = await openSources(resolved, {
    stdin: assert.fail,
    signal: new AbortController().signal,
    onWarning: assert.fail,
  });
  const pool = new Pool({ threads: 2, tasksPerWorker: 1 });
  const slabs = new SlabPool();
  const signals: AbortSignal[] = [];
  let begun = 0;
  const decode: Decoding['decode'] = (task, signal) => {
    signals.push(signal);
    if ('fd' in task.compressed && task.compressed.from === 0) begun++;
    return pool.runDecode(task, signal);
  };
  const found = await unorderedSides(resolved, files, { pool, slabs, decode, onWarning: assert.fail });
  assert.equal(slabs.live, 0);
  await pool.close();
  return { found, begun, isEnded: signals.some(({ aborted }) => aborted) };
}

test('finds none where all are in order, and looks at each file once, letting every thread live', async () => {
  const { found, begun, isEnded } = await look(makeLines(ROWS));
  assert.deepEqual(found, []);
  assert.equal(begun, MAIN_SOURCES.length);
  assert.equal(isEnded, false);
});

test('finds those that are in another order', async () => {
  const lines = makeLines(ROWS);
  lines.autotags.reverse();
  lines.places.sort();
  const { found, begun } = await look(lines);
  assert.deepEqual(found, ['autotags', 'places']);
  assert.equal(begun, MAIN_SOURCES.length);
});
