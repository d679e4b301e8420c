import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { measureVariants, type JobVariant } from '../../bench/job-variants.js';
import { synth } from '../../src/jobs/synth.js';

const scratch = mkdtempSync(join(tmpdir(), 'job-variants-'));
const out = join(scratch, 'out');
before(() => synth({ rows: 50, out: join(scratch, 'in'), compress: 'none' }));
after(() => rmSync(scratch, { recursive: true }));

const turns: string[] = [];
const variantOf = (name: string, ...args: readonly string[]): JobVariant => ({
  name,
  args,
  prepare: () => turns.push(existsSync(out) ? `${name} is late` : name),
  leftBytes: () => turns.push(existsSync(out) ? `${name} has written` : name),
});

test('runs each variant in each round into an empty folder, and asks what is left while it is there', async () => {
  const args = ['run', '--in', join(scratch, 'in'), '--threads', '1'];
  const variants = [variantOf('a', ...args, '--format', 'jsonl'), variantOf('b', ...args, '--format', 'csv')];
  const results = await measureVariants(variants, 2, out);
  assert.deepEqual(turns, ['a', 'a has written', 'b', 'b has written', 'a', 'a has written', 'b', 'b has written']);
  for (const { line, seconds, peakBytes, leftBytes } of results) {
    assert.match(line, /^node dist\/src\/bin\.js run --in .* --out /);
    assert.ok(seconds.length === 2 && seconds.every((each) => each > 0));
    assert.ok(peakBytes.length === 2 && peakBytes.every((each) => each > 1e6));
    assert.equal(leftBytes.length, 2);
  }
  assert.ok(!existsSync(out));
});

test('throws with what a job says that does not end well', async () => {
  const ill = variantOf('ill', 'run', '--in', join(scratch, 'no-such-folder'));
  await assert.rejects(measureVariants([ill], 1, out), { message: /^Expected ill to end with 0, got 3: / });
});
