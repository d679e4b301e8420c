import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import test from 'node:test';
import { orderedMap } from '../../src/core/ordered-map.js';
import { collect } from './collect.js';

/** A source that tells how far it was pulled and whether it was closed. */
class Watched implements AsyncIterable<number> {
  pulled = 0;
  isClosed = false;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<number> {
    try {
      while (this.pulled < this.#count) yield await Promise.resolve(this.pulled++);
    } finally {
      this.isClosed = true;
    }
  }
}

/** Waits until everything that can go on by itself has gone on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Hangs until the signal aborts, and then fails as an aborted call does. */
async function hang(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('aborted');
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

for (const window of [1, 2, 7, 100]) {
  test(`gives the results in the order of the source with a window of ${window}`, async () => {
    // The later half of every five is done before the earlier one.
    const results = orderedMap(new Watched(50), window, async (item) => {
      for (let turn = 0; turn < 5 - (item % 5); turn++) await Promise.resolve();
      return item * 2;
    });
    assert.deepEqual(
      await collect(results),
      upTo(50).map((item) => item * 2),
    );
  });
}

test('takes an iterable that is not asynchronous', async () => {
  assert.deepEqual(await collect(orderedMap(new Set(['a', 'b', 'c']), 2, (item) => Promise.resolve(item))), [
    'a',
    'b',
    'c',
  ]);
});

test('yields nothing for an empty source', async () => {
  const never = (): Promise<never> => Promise.reject(new Error('There is no item.'));
  assert.deepEqual(await collect(orderedMap([], 3, never)), []);
  assert.deepEqual(await collect(orderedMap(new Watched(0), 3, never)), []);
});

test('yields what is undefined or null as a result like any other', async () => {
  assert.deepEqual(await collect(orderedMap([null, undefined], 2, (item) => Promise.resolve(item))), [null, undefined]);
});

test('has as many items under way as the window allows, and never more', async () => {
  let underWay = 0;
  let most = 0;
  for await (const _ of orderedMap(new Watched(40), 4, async () => {
    most = Math.max(most, ++underWay);
    await settled();
    underWay--;
  }));
  assert.equal(most, 4);
});

test('does not pull past the window while the consumer is slow', async () => {
  const source = new Watched(100);
  let taken = 0;
  for await (const item of orderedMap(source, 3, (item) => Promise.resolve(item))) {
    assert.equal(item, taken++);
    await settled();
    // The one that the consumer holds, and at most a window behind it.
    assert.ok(source.pulled <= taken + 3, `${source.pulled} were pulled when ${taken} were taken`);
  }
  assert.equal(taken, 100);
});

test('does not pull past the window while the first item is slow', async () => {
  const source = new Watched(100);
  const release: (() => void)[] = [];
  const results = orderedMap(source, 3, async (item) => {
    if (item === 0) await new Promise<void>((resolve) => release.push(resolve));
    return item;
  });
  const first = results.next();
  await settled();
  assert.equal(source.pulled, 3);
  release[0]?.();
  assert.equal((await first).value, 0);
  await results.return();
});

test('pulls the source one item at a time', async () => {
  let isPulling = false;
  let next = 0;
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        assert.equal(isPulling, false);
        isPulling = true;
        await settled();
        isPulling = false;
        return next < 10 ? { done: false, value: next++ } : { done: true, value: undefined };
      },
    }),
  };
  assert.deepEqual(await collect(orderedMap(source, 5, (item) => Promise.resolve(item))), upTo(10));
});

test('fails at once with the failure of a later item, though an earlier one hangs on the signal', async () => {
  const source = new Watched(10);
  const results = orderedMap(source, 4, (item, signal) =>
    item === 2 ? Promise.reject(new Error('item 2')) : hang(signal),
  );
  await assert.rejects(results.next(), { message: 'item 2' });
  assert.equal(source.isClosed, true);
  assert.equal((await results.next()).done, true);
});

test('fails at once with the failure of the source, though an item hangs on the signal', async () => {
  async function* source(): AsyncGenerator<number> {
    yield await Promise.resolve(0);
    throw new Error('the source');
  }
  await assert.rejects(orderedMap(source(), 4, (_, signal) => hang(signal)).next(), { message: 'the source' });
});

test('fails with what `map` throws before it has a promise', async () => {
  const map = (): Promise<never> => {
    throw new Error('no promise');
  };
  await assert.rejects(orderedMap([1], 1, map).next(), { message: 'no promise' });
});

test('waits for what is in flight before it fails', async () => {
  let isDone = false;
  const results = orderedMap([0, 1], 2, async (item, signal) => {
    if (item === 1) throw new Error('item 1');
    await once(signal, 'abort');
    await settled();
    isDone = true;
  });
  await assert.rejects(results.next(), { message: 'item 1' });
  assert.equal(isDone, true);
});

test('aborts the signal as soon as an item fails, also while the consumer is busy', async () => {
  const events = new EventEmitter();
  let isAborted = false;
  const results = orderedMap([0, 1, 2], 3, async (item, signal) => {
    if (item === 0) await once(events, 'all started');
    if (item === 1) await once(events, 'fail').then(() => Promise.reject(new Error('item 1')));
    if (item === 2) {
      signal.addEventListener('abort', () => (isAborted = true));
      events.emit('all started');
      await hang(signal);
    }
    return item;
  });
  assert.equal((await results.next()).value, 0);
  // From here on the consumer is busy: it does not ask for more.
  events.emit('fail');
  await settled();
  const wasAborted = isAborted;
  await assert.rejects(results.next(), { message: 'item 1' });
  assert.equal(wasAborted, true);
});

test('does not start anything new after a failure', async () => {
  const started: number[] = [];
  const results = orderedMap(upTo(10), 3, async (item) => {
    started.push(item);
    await settled();
    throw new Error(`item ${item}`);
  });
  await assert.rejects(results.next(), { message: 'item 0' });
  await settled();
  assert.deepEqual(started, [0, 1, 2]);
});

test('aborts what is in flight and closes the source when the consumer leaves', async () => {
  const source = new Watched(10);
  const aborted: number[] = [];
  for await (const item of orderedMap(source, 3, async (item, signal) => {
    if (item === 0) return item;
    await once(signal, 'abort');
    aborted.push(item);
    throw new Error('Nobody is to see this.');
  })) {
    assert.equal(item, 0);
    await settled();
    break;
  }
  assert.equal(source.isClosed, true);
  assert.ok(aborted.length <= 3);
  assert.deepEqual(aborted, upTo(aborted.length + 1).slice(1));
});

test('gives each item a signal that is not aborted while all goes well', async () => {
  const results = await collect(orderedMap(upTo(5), 2, (_, signal) => Promise.resolve(signal.aborted)));
  assert.deepEqual(results, [false, false, false, false, false]);
});
