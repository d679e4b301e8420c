import assert from 'node:assert/strict';
import test from 'node:test';
import { search, type SearchOptions, type Trial } from '../../src/tune/search.js';
import type { Setting } from '../../src/tune/setting.js';

const FROM: Setting = { threads: 4, connections: 16, shardRows: 10_000, decodeBytes: 8 << 20 };

/** A machine of four cores, that does best with five threads and shards of 20,000 rows; its speed wanders by a quarter. */
function speedOf({ threads, shardRows }: Setting): number {
  const cores = threads <= 5 ? threads : 5 - 0.4 * (threads - 5);
  const rows = 1 - 0.05 * Math.abs(Math.log2(shardRows / 20_000));
  return 10_000 * cores * rows;
}

/** Searches on a clock that only goes on with the runs. */
async function searched(options: Partial<SearchOptions<Trial>> = {}, noise: () => number = () => 1) {
  let nowMs = 0;
  const order: Setting[] = [];
  const found = await search<Trial>({
    from: FROM,
    axes: ['threads', 'shardRows'],
    cores: 4,
    budgetSeconds: 120,
    nowMs: () => nowMs,
    measure(setting, seconds) {
      nowMs += (seconds + 0.4) * 1000;
      order.push(setting);
      const wander = 1 + 0.13 * Math.sin(nowMs / 30_000);
      return Promise.resolve({ perSecond: speedOf(setting) * wander * noise() });
    },
    ...options,
  });
  return { ...found, order, seconds: nowMs / 1000 };
}

test('finds the best of two axes on a machine whose speed wanders, within its time', async () => {
  const { best, seconds } = await searched();
  assert.ok(speedOf(best) > 0.94 * speedOf({ ...FROM, threads: 5, shardRows: 20_000 }), JSON.stringify(best));
  assert.ok(seconds < 150, `${seconds} s`);
});

test('finds one that is nearly the best through noise', async () => {
  let seed = 1;
  const noise = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return 1 + 0.06 * (seed / 2_147_483_647 - 0.5);
  };
  for (let k = 0; k < 20; k++) {
    const { best } = await searched({}, noise);
    assert.ok(speedOf(best) > 0.92 * speedOf({ ...FROM, threads: 5, shardRows: 20_000 }), JSON.stringify(best));
  }
});

test('changes nothing that is not to be changed', async () => {
  const { order } = await searched({ axes: ['threads'] });
  for (const { threads: _, ...rest } of order) {
    assert.deepEqual(rest, { connections: 16, shardRows: 10_000, decodeBytes: 8 << 20 });
  }
  const none = await searched({ axes: [] });
  assert.deepEqual([none.best, none.order], [FROM, []]);
});

test('runs the rounds there and back, and leaves those out that are far behind', async () => {
  const { order, cells } = await searched({ axes: ['threads'] });
  const threads = order.map((setting) => setting.threads);
  // From 4, then 1, 2, 6 and 8.
  assert.deepEqual(threads.slice(0, 5), [4, 1, 2, 6, 8]);
  assert.equal(threads.filter((count) => count === 1).length, 1);
  assert.ok(threads.filter((count) => count === 4).length >= 3);
  const one = cells.find(({ setting }) => setting.threads === 1);
  assert.equal(one?.trials.length, 1);
});

test('runs every cell once in a time that is far too short', async () => {
  const { order, best } = await searched({ budgetSeconds: 1 });
  assert.ok(order.length >= 7, `${order.length} runs`);
  assert.ok(speedOf(best) >= speedOf(FROM));
});
