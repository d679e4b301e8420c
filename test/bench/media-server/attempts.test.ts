import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countAttempts } from '../../../bench/media-server/attempts.js';

describe('countAttempts', () => {
  it('counts each path by itself, from 1', () => {
    const attemptAt = countAttempts(10);
    assert.deepEqual(['/a', '/a', '/b', '/a'].map(attemptAt), [1, 2, 1, 3]);
  });

  it('forgets the path that came first when there are too many', () => {
    const attemptAt = countAttempts(2);
    assert.deepEqual(['/a', '/b', '/c', '/b', '/a'].map(attemptAt), [1, 1, 1, 2, 1]);
  });
});
