import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { indexLine } from '../../src/core/tar-index.js';
import { fillOf, headerOf, TAR_END } from '../../src/sinks/tar-block.js';
import { tarProblems } from '../../src/sinks/tar-check.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('tar-check');
const file = join(scratch, '00000.tar');
const bodies = [
  ['1.json', Buffer.from('{"photo_id":"1"}')],
  ['1.jpg', Buffer.alloc(3_000_000, 'photo')],
  ['2.json', Buffer.alloc(512, 'x')],
] as const;
const parts = bodies.flatMap(([name, body]) => [headerOf(name, body.length), body, fillOf(body.length)]);
const bytes = Buffer.concat([...parts, TAR_END]);
const members = bodies.map(([name, body]) => {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { name, offset: bytes.indexOf(headerOf(name, body.length)) + 512, bytes: body.length, sha256 };
});
const index =
  indexLine({ key: '1', members: members.slice(0, 2) }) + indexLine({ key: '2', members: members.slice(2) });

function problemsOf(tar: Uint8Array): string[] {
  writeFileSync(file, tar);
  return [...tarProblems(file, index)];
}

test('finds nothing in a tar that is as its index says', () => assert.deepEqual(problemsOf(bytes), []));

/** One byte changed: of a header, a body, the zeros behind it, and the end. */
const PLACES = [
  [5, /^1\.json: expected its header at byte 0$/],
  [512 + 3, /^1\.json: expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}$/],
  [512 + 100, /^1\.json: expected zeros behind it$/],
  [2_000_000, /^1\.jpg: expected SHA-256/],
  [bytes.length - 3, /^expected its end at byte \d+$/],
] as const;

for (const [at, problem] of PLACES) {
  test(`finds the one byte ${at} that is another`, () => {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const problems = problemsOf(damaged);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', problem);
  });
}

test('finds what is cut short or goes on', () => {
  assert.equal(problemsOf(bytes.subarray(0, -1)).length, 1);
  assert.equal(problemsOf(Buffer.concat([bytes, TAR_END])).length, 1);
  assert.ok(problemsOf(bytes.subarray(0, 2_000_000)).length >= 3);
});
