import assert from 'node:assert/strict';
import test from 'node:test';
import { givenCommand } from '../../src/report/given-command.js';

test('is the command as it could be given again', () => {
  const text = givenCommand({
    in: '/data/my files',
    out: 'out',
    shardRows: 500,
    gzip: true,
    resume: false,
    license: ['by', 'by-sa'],
    tag: ["it's"],
  });
  assert.equal(
    text,
    `yfcc run --in '/data/my files' --out out --shard-rows 500 --gzip --license by --license by-sa --tag 'it'\\''s'`,
  );
});

test('does not tell the password of a URL', () => {
  const text = givenCommand({
    dataset: 'https://me:secret@example.org/d.bz2',
    mediaFrom: ['http://u:p@m.example/{photo_id}'],
  });
  assert.doesNotMatch(text, /secret|u:p/);
  assert.match(text, /https:\/\/\.\.\.@example\.org\/d\.bz2/);
});
