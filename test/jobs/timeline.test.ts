import assert from 'node:assert/strict';
import test from 'node:test';
import { Timeline } from '../../src/jobs/timeline.js';
import { sampleOf } from './view-of.js';

test('keeps each sample while there are few', () => {
  const timeline = new Timeline();
  for (let seconds = 0; seconds < 100; seconds++) timeline.add(sampleOf({ seconds }));
  assert.equal(timeline.samples().length, 100);
  for (const [k, { seconds }] of timeline.samples().entries()) assert.equal(seconds, k);
});

test('keeps some hundred of a month, the first one among them, as far apart as each other', () => {
  const timeline = new Timeline();
  const month = 30 * 86_400;
  for (let seconds = 0; seconds < month; seconds++) timeline.add(sampleOf({ seconds }));
  const all = timeline.samples().map(({ seconds }) => seconds);
  assert.ok(all.length >= 300 && all.length < 600, `${all.length}`);
  assert.equal(all[0], 0);
  for (const [k, seconds] of all.entries()) assert.equal(seconds, k * 8192);
});
