import assert from 'node:assert/strict';
import test from 'node:test';
import { clearPulse, createPulses, openPulse, readPulse } from '../../src/core/pulse.js';

const buffer = createPulses(3);
const placeOf = (place: number) => ({ buffer, place });

test('shows nothing before a task has begun', () => {
  assert.deepEqual(readPulse(placeOf(1)), { beats: 0, threadId: 0, rows: null });
});

test('shows the thread, and the rows that it has in hand, and beats with each', () => {
  const pulse = openPulse(placeOf(1), 7);
  assert.deepEqual(readPulse(placeOf(1)), { beats: 1, threadId: 7, rows: null });
  pulse.hold(0);
  assert.deepEqual(readPulse(placeOf(1)), { beats: 2, threadId: 7, rows: { from: 0, to: 1 } });
  pulse.holdRows(12, 500);
  assert.deepEqual(readPulse(placeOf(1)), { beats: 3, threadId: 7, rows: { from: 12, to: 500 } });
  pulse.beat();
  assert.deepEqual(readPulse(placeOf(1)), { beats: 4, threadId: 7, rows: { from: 12, to: 500 } });
  pulse.release();
  assert.deepEqual(readPulse(placeOf(1)), { beats: 5, threadId: 7, rows: null });
});

test('keeps tasks apart', () => {
  openPulse(placeOf(0), 8).hold(3);
  openPulse(placeOf(2), 9).hold(4);
  assert.deepEqual(
    [0, 1, 2].map((place) => readPulse(placeOf(place)).threadId),
    [8, 7, 9],
  );
});

test('shows nothing again once it is cleared', () => {
  clearPulse(placeOf(0));
  assert.deepEqual(readPulse(placeOf(0)), { beats: 0, threadId: 0, rows: null });
  assert.deepEqual(readPulse(placeOf(2)).rows, { from: 4, to: 5 });
});
