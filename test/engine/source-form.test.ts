import assert from 'node:assert/strict';
import test from 'node:test';
import { canTell, formOf } from '../../src/engine/source-form.js';

const FORMS = [
  ['BZh9', 'bz2', ['a', 'a.bz2', 'a.gz']],
  ['\u001f\u008b\b\0', 'gz', ['a', 'a.gz', 'a.tgz', 'a.bz2']],
  ['\u001f\u008b', 'gz', ['a']],
  ['\u001f', 'plain', ['a']],
  ['', 'plain', ['a', 'a.txt']],
  ['SQLite format 3\0 and more', 'sqlite', ['a', 'a.sql', 'a.db']],
  ['SQLite format 3', 'plain', ['a.sql']],
  ['1\tab', 'plain', ['a', 'a.tsv']],
] as const;

for (const [head, form, names] of FORMS) {
  test(`takes ${JSON.stringify(head)} for ${form}`, () => {
    for (const name of names) assert.equal(formOf(Buffer.from(head, 'latin1'), 'exif', name), form);
  });
}

test('refuses what is not what its name says', () => {
  for (const name of ['a.gz', 'a.tgz', 'a.tar.gz']) {
    assert.throws(() => formOf(Buffer.from('text and more'), 'exif', name), {
      code: 'bad-input',
      message: `Expected ${name} to begin with the bytes 1f8b, got the bytes 74657874.`,
      facts: { file: name, source: 'exif', offset: 0 },
    });
  }
  assert.throws(() => formOf(Buffer.alloc(0), 'exif', 'a.bz2'), {
    code: 'bad-bz2',
    message: 'Expected a.bz2 to begin with BZh and a digit, got an empty file.',
  });
});

test('asks for no more bytes than it takes to tell', () => {
  const HEADS = [
    ['', false],
    ['1\ta', false],
    ['1\tab', true],
    ['BZh9', true],
    ['SQLi', false],
    ['SQLite format 3', false],
    ['SQLite format 3\0', true],
    ['SQLite format 3\0 and more', true],
    ['SQL is a title', true],
  ] as const;
  for (const [head, expected] of HEADS) assert.equal(canTell(Buffer.from(head)), expected, head);
});
