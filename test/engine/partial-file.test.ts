import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { bytesToKeep, PartialFile, removeParts, sizeOrNull } from '../../src/engine/partial-file.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('partial-file');
const STATE = { bytes: 10, validator: '"1"', hasRanges: true };

function newPath(name: string): string {
  mkdirSync(join(scratch, name));
  return join(scratch, name, 'a.bz2');
}

test('has its name only when it is whole, and nothing beside it then', async () => {
  const path = newPath('whole');
  const file = await PartialFile.open(path, STATE, 0);
  await file.write(Buffer.from('01234'));
  assert.equal(existsSync(path), false);
  assert.equal(readFileSync(`${path}.part`, 'utf8'), '01234');
  await file.write(Buffer.from('56789'));
  await file.finish();
  await file.close();
  assert.deepEqual(readdirSync(join(scratch, 'whole')), ['a.bz2']);
  assert.equal(readFileSync(path, 'utf8'), '0123456789');
});

test('goes on behind what is there of the same file', async () => {
  const path = newPath('resumed');
  const first = await PartialFile.open(path, STATE, 0);
  await first.write(Buffer.from('0123'));
  await first.close();
  assert.equal(await bytesToKeep(path, STATE), 4);
  const second = await PartialFile.open(path, STATE, 4);
  await second.write(Buffer.from('456789'));
  await second.finish();
  await second.close();
  assert.equal(readFileSync(path, 'utf8'), '0123456789');
});

const SAME = JSON.stringify({ bytes: 10, validator: '"1"' });

for (const [what, part, state, now] of [
  ['there is nothing', null, null, STATE],
  ['there is no state', '0123', null, STATE],
  ['there is a state alone', null, SAME, STATE],
  ['the state is torn', '0123', SAME.slice(0, 9), STATE],
  ['the state is not ours', '0123', '[1]', STATE],
  ['the state has a size that is no number', '0123', JSON.stringify({ bytes: 'x', validator: '"1"' }), STATE],
  ['the validator is another one', '0123', SAME, { ...STATE, validator: '"2"' }],
  ['the size is another one', '0123', SAME, { ...STATE, bytes: 11 }],
  ['there is more than the whole', '01234567890', SAME, STATE],
  ['the server has no ranges', '0123', SAME, { ...STATE, hasRanges: false }],
  [
    'the server names no validator',
    '0123',
    JSON.stringify({ bytes: 10, validator: null }),
    { ...STATE, validator: null },
  ],
] as const) {
  test(`begins anew where ${what}`, async () => {
    const path = newPath(what);
    if (part !== null) writeFileSync(`${path}.part`, part);
    if (state !== null) writeFileSync(`${path}.part-state`, state);
    assert.equal(await bytesToKeep(path, now), 0);
    const file = await PartialFile.open(path, now, 0);
    await file.close();
    assert.equal(readFileSync(`${path}.part`, 'utf8'), '');
    assert.deepEqual(JSON.parse(readFileSync(`${path}.part-state`, 'utf8')), {
      bytes: now.bytes,
      validator: now.validator,
    });
  });
}

test('says which file it could not write', async () => {
  const path = join(scratch, 'none', 'a.bz2');
  await assert.rejects(PartialFile.open(path, STATE, 0), { code: 'write-failed', facts: { file: `${path}.part` } });
  await assert.rejects(sizeOrNull(join(newPath('file'), '..', 'a\0b')));
});

test('removes what an earlier run left', async () => {
  const path = newPath('left');
  writeFileSync(`${path}.part`, '');
  writeFileSync(`${path}.part-state`, '');
  await removeParts(path);
  assert.deepEqual(readdirSync(join(scratch, 'left')), []);
});
