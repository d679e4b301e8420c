import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { jsonReporter } from '../../src/cli/json-reporter.js';
import { viewOf } from '../jobs/view-of.js';
import { FakeTerminal } from './fake-terminal.js';
import { progressOf, summaryOf } from './summary-of.js';

test('writes an object a line: the start, progress every two seconds, warnings, notes, the end', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.UTC(2020, 0, 1) });
  const err = new FakeTerminal();
  const reporter = jsonReporter(err);
  reporter.start({ out: '/out', threads: 2, resumedShards: 3 }, viewOf({ progress: () => progressOf({ rows: 5 }) }));
  t.mock.timers.tick(2000);
  reporter.warn('odd\nthing');
  reporter.note?.('long thing');
  void reporter.end(summaryOf({ rows: 9 }));
  t.mock.timers.tick(60_000);
  assert.ok(err.text.endsWith('\n'));
  const lines = err.text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const time = '2020-01-01T00:00:02.000Z';
  assert.deepEqual(lines, [
    { time: '2020-01-01T00:00:00.000Z', event: 'start', out: '/out', threads: 2, resumedShards: 3 },
    { time, event: 'progress', ...progressOf({ rows: 5 }) },
    { time, event: 'warning', message: 'odd\nthing' },
    { time, event: 'note', message: 'long thing' },
    { time, event: 'end', ...summaryOf({ rows: 9 }) },
  ]);
});

const FAILURES = [
  [
    new YfccError('bad-input', 'Expected rows, got none.', { source: 'dataset', line: 7 }),
    { code: 'bad-input', message: 'Expected rows, got none.', source: 'dataset', line: 7 },
  ],
  ['thrown', { code: 'bug', message: 'thrown' }],
] as const;

for (const [error, fields] of FAILURES) {
  test(`tells of an error in one line, with code ${fields.code}, and of nothing behind it`, (t) => {
    t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.UTC(2020, 0, 1) });
    const err = new FakeTerminal();
    const reporter = jsonReporter(err);
    reporter.start({ out: '/out', threads: 1, resumedShards: 0 }, viewOf());
    err.text = '';
    void reporter.fail(error);
    t.mock.timers.tick(60_000);
    assert.ok(err.text.endsWith('}\n'));
    assert.deepEqual(JSON.parse(err.text), { time: '2020-01-01T00:00:00.000Z', event: 'error', ...fields });
  });
}

test('tells of a bug with its stack', () => {
  const err = new FakeTerminal();
  const bug = new TypeError('odd');
  void jsonReporter(err).fail(bug);
  const { event, code, message } = JSON.parse(err.text);
  assert.deepEqual([event, code, message], ['error', 'bug', bug.stack]);
});
