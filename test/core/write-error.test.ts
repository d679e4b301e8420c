import assert from 'node:assert/strict';
import test from 'node:test';
import { writeFailure } from '../../src/core/write-error.js';

/** An error as node:fs throws it. */
function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: no, write`), { code, syscall: 'write', errno: -1 });
}

for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
  test(`takes ${code} for a full disk, and says what to do`, () => {
    assert.deepEqual(writeFailure(systemError(code), '/out/a'), {
      code: 'disk-full',
      message: `No room to write /out/a (${code}). Make room (space, quota or file-size limit), then give the same command again: it goes on where it stopped.`,
    });
  });
}

for (const code of ['EACCES', 'EROFS', 'EIO', 'ENOENT', 'EMFILE']) {
  test(`takes ${code} for another failure to write`, () => {
    assert.deepEqual(writeFailure(systemError(code), '/out/a'), {
      code: 'write-failed',
      message: `Could not write /out/a: ${code}: no, write.`,
    });
  });
}

const NOT_THE_SYSTEMS = [
  ['a plain error', new Error('no')],
  ['an error of Node itself', Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' })],
  ['an error with a number for its code', Object.assign(new Error('no'), { code: 20, syscall: 'write' })],
  ['no error at all', { code: 'ENOSPC', syscall: 'write' }],
  ['null', null],
] as const;

for (const [what, error] of NOT_THE_SYSTEMS) {
  test(`leaves ${what} alone`, () => assert.equal(writeFailure(error, '/out/a'), null));
}
