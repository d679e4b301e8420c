import assert from 'node:assert/strict';
import test from 'node:test';
import { userDirectory, USERS } from '../../src/synth/user.js';

test('finds the same user again, also after others took its place in the cache', () => {
  const userAt = userDirectory(1);
  const first = userAt(3);
  for (let index = 0; index < USERS; index += 16) userAt(index + 3);
  assert.deepEqual(userAt(3), first);
});

test('gives users of another seed other habits', () => {
  assert.notDeepEqual(userDirectory(1)(0), userDirectory(2)(0));
});

test('has users of every language, most of them English', () => {
  const userAt = userDirectory(1);
  const counts = { english: 0, latin: 0, cjk: 0, arabic: 0 };
  for (let index = 0; index < 5000; index++) counts[userAt(index).language]++;
  assert.ok(counts.english > 3000 && counts.latin > 400 && counts.arabic > 5, JSON.stringify(counts));
  assert.ok(counts.cjk > 200 && counts.cjk < 450, JSON.stringify(counts));
});
