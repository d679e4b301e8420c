import assert from 'node:assert/strict';
import test from 'node:test';
import { allReporters } from '../../src/cli/all-reporters.js';
import type { Reporter } from '../../src/jobs/reporter.js';
import { viewOf } from '../jobs/view-of.js';
import { summaryOf } from './summary-of.js';

test('tells each of everything, in their order', () => {
  const told: unknown[][] = [];
  const named = (name: string): Reporter => ({
    start: (...all) => told.push([name, 'start', ...all]),
    warn: (text) => told.push([name, 'warn', text]),
    end: (summary) => told.push([name, 'end', summary]),
    fail: (error) => told.push([name, 'fail', error]),
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
  all.end(summary);
  all.fail(error);
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
