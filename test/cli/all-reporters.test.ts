import assert from 'node:assert/strict';
import test from 'node:test';
import { allReporters } from '../../src/cli/all-reporters.js';
import type { Reporter } from '../../src/jobs/reporter.js';
import { viewOf } from '../jobs/view-of.js';
import { summaryOf } from './summary-of.js';

test('tells each of everything, in their order, and waits for one at the end before it tells the next', async () => {
  const told: unknown[][] = [];
  const named = (name: string): Reporter => ({
    start: (...all) => told.push([name, 'start', ...all]),
    warn: (text) => told.push([name, 'warn', text]),
    async end(summary) {
      await Promise.resolve();
      told.push([name, 'end', summary]);
    },
    async fail(cause) {
      await Promise.resolve();
      told.push([name, 'fail', cause]);
    },
  });
  const noting: Reporter = { ...named('b'), note: (text) => told.push(['b', 'note', text]) };
  const all = allReporters([named('a'), noting]);
  const [job, view, summary, error] = [
    { out: '/out', threads: 1, resumedShards: 0 },
    viewOf(),
    summaryOf(),
    new Error(),
  ];
  all.start(job, view);
  all.warn('w');
  all.note?.('n');
  await all.end(summary);
  await all.fail(error);
  assert.deepEqual(told, [
    ['a', 'start', job, view],
    ['b', 'start', job, view],
    ['a', 'warn', 'w'],
    ['b', 'warn', 'w'],
    ['b', 'note', 'n'],
    ['a', 'end', summary],
    ['b', 'end', summary],
    ['a', 'fail', error],
    ['b', 'fail', error],
  ]);
});
