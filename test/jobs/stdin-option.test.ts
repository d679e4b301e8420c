import assert from 'node:assert/strict';
import test from 'node:test';
import { checkStdin } from '../../src/jobs/stdin-option.js';

test('takes standard input for one source, and none', () => {
  assert.doesNotThrow(() => checkStdin({ dataset: ['-'], exif: ['e'] }, false));
  assert.doesNotThrow(() => checkStdin({ dataset: ['d'], exif: ['e', 'f'] }, true));
});

const REFUSED = [
  [{ dataset: ['-'], exif: ['-'] }, false, 'Expected - (standard input) for one source, got it for dataset and exif.'],
  [{ dataset: ['d'], exif: ['a', '-'] }, false, 'Expected - (standard input) alone for --exif, got a, -.'],
  [
    { dataset: ['-'] },
    true,
    "Expected a file for --dataset with --resume, got standard input, which can't be gone on with.",
  ],
] as const;

for (const [files, resume, message] of REFUSED) {
  test(`refuses ${JSON.stringify(files)} ${resume ? 'with --resume' : ''}`, () => {
    assert.throws(() => checkStdin(files, resume), { code: 'usage', message });
  });
}
