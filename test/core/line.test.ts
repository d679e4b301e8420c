import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLine } from '../../src/core/line.js';

test('serves who came first, however many came and went', () => {
  const line = createLine<number>();
  const served: (number | undefined)[] = [];
  for (let k = 0; k < 5000; k += 1) {
    line.push(k);
    // Two come, one goes; then they all go.
    if (k % 2 === 1) served.push(line.shift());
    assert.equal(line.length(), k + 1 - served.length);
  }
  while (line.length() > 0) {
    assert.equal(line.first(), served.length);
    served.push(line.shift());
  }
  assert.deepEqual(
    served,
    Array.from({ length: 5000 }, (_, k) => k),
  );
});

test('has nobody first when it is empty, also behind some that were served', () => {
  const line = createLine<string>();
  assert.deepEqual([line.first(), line.shift(), line.length()], [undefined, undefined, 0]);
  line.push('a');
  assert.equal(line.shift(), 'a');
  assert.deepEqual([line.first(), line.shift(), line.length()], [undefined, undefined, 0]);
});

test('lists those who wait, in their order', () => {
  const line = createLine<number>();
  for (const item of [1, 2, 3]) line.push(item);
  line.shift();
  line.push(4);
  assert.deepEqual([...line], [2, 3, 4]);
});
