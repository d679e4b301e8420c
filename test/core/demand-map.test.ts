import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { demandMap, type Demand } from '../../src/core/demand-map.js';
import type { MapItem } from '../../src/core/ordered-map.js';
import { collect } from './collect.js';

/** A source that tells how far it was pulled and whether it was closed. */
class Watched implements Iterable<number> {
  pulled = 0;
  isClosed = false;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  *[Symbol.iterator](): Generator<number> {
    try {
      while (this.pulled < this.#count) yield this.pulled++;
    } finally {
      this.isClosed = true;
    }
  }
}

/** A demand that a test sets. */
class SetDemand implements Demand {
  isWanted = true;
  listener: (() => void) | null = null;

  isThere(): boolean {
    return this.isWanted;
  }

  listen(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  }

  come(): void {
    this.isWanted = true;
    this.listener?.();
  }
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await turn();
}

/** Hangs until the signal aborts, and then fails as an aborted call does. */
async function hang(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('aborted');
}

async function mapped<T, R>(
  source: Iterable<T>,
  most: number,
  demand: Demand,
  map: MapItem<T, R>,
): Promise<readonly R[]> {
  return (await collect(demandMap(source, most, demand, map))).flat();
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

for (const most of [1, 7, 1000]) {
  test(`gives the results in the order of the source, ${most} under way`, async () => {
    let underWay = 0;
    let widest = 0;
    const source = new Watched(500);
    const results = await mapped(source, most, new SetDemand(), async (item) => {
      widest = Math.max(widest, ++underWay);
      for (let turns = 0; turns < 5 - (item % 5); turns++) await Promise.resolve();
      underWay--;
      return item * 2;
    });
    assert.deepEqual(
      results,
      upTo(500).map((item) => item * 2),
    );
    assert.ok(widest <= most, String(widest));
    assert.equal(source.isClosed, true);
  });
}

test('gives nothing for an empty source, and what is null or undefined like any other', async () => {
  const never = (): Promise<never> => Promise.reject(new Error('There is no item.'));
  assert.deepEqual(await mapped([], 3, new SetDemand(), never), []);
  const itself = <T>(item: T): Promise<T> => Promise.resolve(item);
  assert.deepEqual(await mapped([null, undefined], 3, new SetDemand(), itself), [null, undefined]);
});

test('pulls a few at once and no more, until there is a demand again', async () => {
  const source = new Watched(1000);
  const demand = new SetDemand();
  const open: (() => void)[] = [];
  const done = mapped(source, 900, demand, async (item) => {
    demand.isWanted = false;
    await new Promise<void>((resolve) => open.push(resolve));
    return item;
  });
  await settled();
  const first = source.pulled;
  assert.ok(first < 100, String(first));
  open.shift()?.();
  await settled();
  // Others are under way, so there is no need.
  assert.equal(source.pulled, first);
  demand.come();
  await settled();
  assert.equal(source.pulled, 2 * first);
  for (demand.isWanted = true; open.length > 0; await settled()) for (const go of open.splice(0)) go();
  assert.deepEqual(await done, upTo(1000));
});

test('pulls without a demand when nothing is under way', async () => {
  const demand = new SetDemand();
  demand.isWanted = false;
  assert.deepEqual(await mapped(new Watched(300), 300, demand, (item) => Promise.resolve(item)), upTo(300));
});

test('lets the event loop have its turn between what it pulls', async () => {
  let turns = 0;
  const timer = setInterval(() => {}, 1);
  const count = (): void => {
    turns += 1;
    immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);
  await mapped(new Watched(1000), 1000, new SetDemand(), (item) => Promise.resolve(item));
  clearImmediate(immediate);
  clearInterval(timer);
  assert.ok(turns > 5, String(turns));
});

test('aborts the others when one fails, waits for them, closes the source, and fails', async () => {
  const source = new Watched(1000);
  const demand = new SetDemand();
  let ended = 0;
  const done = mapped(source, 9, demand, async (item, signal) => {
    if (item === 7) throw new Error('the eighth');
    try {
      return await hang(signal);
    } finally {
      await settled();
      ended++;
    }
  });
  await assert.rejects(done, { message: 'the eighth' });
  assert.equal(source.isClosed, true);
  assert.equal(demand.listener, null);
  // Each that was begun has come to its end.
  assert.equal(ended, source.pulled - 1);
  assert.ok(source.pulled <= 9, String(source.pulled));
});

test('fails when the source or the mapping function throws', async () => {
  const failing = function* (): Generator<number> {
    yield 1;
    throw new Error('the source');
  };
  await assert.rejects(
    mapped(failing(), 5, new SetDemand(), (_, signal) => hang(signal)),
    { message: 'the source' },
  );
  const thrower = (): Promise<never> => {
    throw new Error('no promise');
  };
  await assert.rejects(mapped([1], 5, new SetDemand(), thrower), { message: 'no promise' });
});

test('yields what is ready, in order, while others are under way', async () => {
  const demand = new SetDemand();
  const open = new Map<number, () => void>();
  const results = demandMap(new Watched(6), 6, demand, async (item) => {
    await new Promise<void>((resolve) => open.set(item, resolve));
    return item;
  });
  const first = results.next();
  for (const item of [2, 1, 4]) open.get(item)?.();
  await settled();
  open.get(0)?.();
  assert.deepEqual((await first).value, [0, 1, 2]);
  const second = results.next();
  open.get(3)?.();
  assert.deepEqual((await second).value, [3, 4]);
  open.get(5)?.();
  assert.deepEqual((await results.next()).value, [5]);
  assert.equal((await results.next()).done, true);
});

test('aborts and waits for what is under way when its consumer leaves', async () => {
  const source = new Watched(1000);
  const demand = new SetDemand();
  let ended = 0;
  for await (const ready of demandMap(source, 8, demand, async (item, signal) => {
    if (item === 0) return item;
    try {
      return await hang(signal);
    } finally {
      ended++;
    }
  })) {
    assert.deepEqual(ready, [0]);
    break;
  }
  assert.equal(source.isClosed, true);
  assert.equal(ended, source.pulled - 1);
});
