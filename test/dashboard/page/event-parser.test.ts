import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { EventParser, type ServerEvent } from '../../../src/dashboard/page/event-parser.js';

const TEXT =
  'retry: 1500\n\n: still here\n\nid: r 4\nevent: state\ndata: {"a":1}\n\nevent: samples\ndata: one\ndata: two\n\ndata: plain\n\nevent: empty\n\nid\ndata:tight\n\n';

const EVENTS: readonly ServerEvent[] = [
  { event: 'state', data: '{"a":1}' },
  { event: 'samples', data: 'one\ntwo' },
  { event: 'message', data: 'plain' },
  { event: 'message', data: 'tight' },
];

test('reads events, the id and the time to wait, wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length)), (cuts) => {
      const parser = new EventParser();
      const places = [0, ...cuts.toSorted((a, b) => a - b), TEXT.length];
      const events = places.slice(1).flatMap((end, k) => Array.from(parser.push(TEXT.slice(places[k], end))));
      assert.deepEqual(events, EVENTS);
      assert.deepEqual([parser.retryMs, parser.lastId], [1500, '']);
    }),
  );
});

test('keeps the newest id, and no event that is not whole', () => {
  const parser = new EventParser();
  assert.deepEqual([...parser.push('id: r 4\ndata: a\n\nid: r 5\ndata: b\n')], [{ event: 'message', data: 'a' }]);
  assert.equal(parser.lastId, 'r 5');
});
