import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import { stopSignals } from '../../src/cli/signals.js';

for (const [first, second] of [
  ['SIGINT', 'SIGINT'],
  ['SIGTERM', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
] as const) {
  test(`stops at ${first}, and at once at ${second} after it`, () => {
    const source = new EventEmitter();
    const said: string[] = [];
    const { stop, abort } = stopSignals(source, (text) => said.push(text));
    assert.deepEqual([stop.aborted, abort.aborted], [false, false]);
    source.emit(first);
    assert.deepEqual([stop.aborted, abort.aborted], [true, false]);
    source.emit(second);
    assert.deepEqual([stop.aborted, abort.aborted], [true, true]);
    source.emit(second);
    assert.deepEqual(said, ['finishing the shards in flight; once more to stop at once\n']);
  });
}

test('takes its handlers off when it is closed', () => {
  const source = new EventEmitter();
  const stops = stopSignals(source, assert.fail);
  stops.close();
  source.emit('SIGINT');
  assert.equal(stops.stop.aborted, false);
  assert.deepEqual(source.eventNames(), []);
});
