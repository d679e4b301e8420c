import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { shuffleLines } from '../../bench/shuffled-lines.js';

const scratch = mkdtempSync(join(tmpdir(), 'shuffled-lines-'));
after(() => rmSync(scratch, { recursive: true }));

const lines = Array.from({ length: 500 }, (_, k) => `line ${k}`);
const [from, to, again] = ['from', 'to', 'again'].map((name) => join(scratch, name));

test('copies every line once, in another order, the same each time', () => {
  assert.ok(from !== undefined && to !== undefined && again !== undefined);
  writeFileSync(from, `${lines.join('\n')}\n`);
  shuffleLines(from, to);
  shuffleLines(from, again);
  const shuffled = readFileSync(to, 'utf8').trimEnd().split('\n');
  assert.deepEqual(shuffled.toSorted(), lines.toSorted());
  const moved = shuffled.filter((line, k) => line !== lines[k]).length;
  assert.ok(moved > 450, `${moved}`);
  assert.equal(readFileSync(again, 'utf8'), readFileSync(to, 'utf8'));
});

test('leaves a copy that is there', () => {
  assert.ok(from !== undefined && to !== undefined);
  writeFileSync(to, 'mine\n');
  shuffleLines(from, to);
  assert.equal(readFileSync(to, 'utf8'), 'mine\n');
});
