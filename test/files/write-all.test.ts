import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { writeAll } from '../../src/files/write-all.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('write-all');

test('writes every byte behind what is there', () => {
  const path = join(scratch, 'file');
  const bytes = Buffer.alloc(3_000_001, 'some bytes');
  const fd = openSync(path, 'w');
  writeAll(fd, bytes);
  writeAll(fd, new Uint8Array());
  writeAll(fd, Buffer.from('end'));
  closeSync(fd);
  assert.ok(readFileSync(path).equals(Buffer.concat([bytes, Buffer.from('end')])));
});

test("throws the system's error", () => {
  assert.throws(() => writeAll(-1, Buffer.from('x')), { code: 'ERR_OUT_OF_RANGE' });
  const fd = openSync(join(scratch, 'file'), 'r');
  assert.throws(() => writeAll(fd, Buffer.from('x')), { code: 'EBADF' });
  closeSync(fd);
});
