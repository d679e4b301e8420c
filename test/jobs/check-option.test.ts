import assert from 'node:assert/strict';
import test from 'node:test';
import { checkChoice, checkInteger, checkKind, checkText, kebab } from '../../src/jobs/check-option.js';

test('takes whole numbers within the bounds, and Infinity where it is one', () => {
  for (const value of [1, 2, 5]) assert.doesNotThrow(() => checkInteger('threads', value, [1, 5]));
  assert.doesNotThrow(() => checkInteger('limit', Infinity, [1, Infinity]));
});

test('takes values of the kind of the default', () => {
  const kinds = [
    ['', 'text'],
    [false, true],
    [[], ['a', 'b']],
  ] as const;
  for (const [fallback, value] of kinds) assert.doesNotThrow(() => checkKind('name', value, fallback));
});

const REFUSED = [
  [() => checkInteger('shardRows', 0, [1, 5]), 'Expected --shard-rows to be an integer from 1 to 5, got 0.'],
  [
    () => checkInteger('shardRows', Infinity, [1, 5]),
    'Expected --shard-rows to be an integer from 1 to 5, got Infinity.',
  ],
  [() => checkInteger('limit', 1.5, [1, Infinity]), 'Expected --limit to be an integer of 1 or more, got 1.5.'],
  [() => checkInteger('limit', '7', [1, Infinity]), 'Expected --limit to be an integer of 1 or more, got 7.'],
  [() => checkKind('gzip', 'yes', false), 'Expected --gzip to be true or false, got yes.'],
  [() => checkKind('userAgent', 5, ''), 'Expected --user-agent to be a text, got 5.'],
  [() => checkKind('userAgent', null, ''), 'Expected --user-agent to be a text, got null.'],
  [() => checkKind('resolve', ['a', 5], []), 'Expected --resolve to be a list of texts, got ["a",5].'],
  [() => checkKind('resolve', 'a', []), 'Expected --resolve to be a list of texts, got a.'],
  [() => checkText('exif', 'file', ''), 'Expected --exif to name a file, got nothing.'],
  [() => checkText('out', 'folder', undefined), 'Expected --out to name a folder, got nothing.'],
  [() => checkText('out', 'folder', ['a']), 'Expected --out to name a folder, got ["a"].'],
  [() => checkChoice('format', 'csv', ['files', 'jsonl']), 'Expected --format to be one of files, jsonl, got csv.'],
  [() => checkChoice('format', ['files'], ['files']), 'Expected --format to be one of files, got files.'],
] as const;

for (const [check, message] of REFUSED) {
  test(`says "${message}"`, () => assert.throws(check, { code: 'usage', message }));
}

test('writes names as on the command line', () => {
  assert.deepEqual(['in', 'shardRows', 'maxMediaBytes'].map(kebab), ['in', 'shard-rows', 'max-media-bytes']);
});
