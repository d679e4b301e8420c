import assert from 'node:assert/strict';
import test from 'node:test';
import { obey, parseCommand } from '../../src/dashboard/command.js';
import { YfccError } from '../../src/core/errors.js';
import type { JobControl } from '../../src/jobs/job-view.js';

/** Notes what is done to it; knows one host, and up to four threads. */
function noting(): { readonly done: unknown[]; readonly control: JobControl } {
  const done: unknown[] = [];
  const control: JobControl = {
    mostThreads: 4,
    pause: () => void done.push('pause'),
    goOn: () => void done.push('go on'),
    setThreads(threads) {
      if (threads > 4) throw new YfccError('usage', 'Expected --threads to be an integer from 1 to 4, got 5.');
      done.push(threads);
    },
    setRate(host, perSecond) {
      done.push([host, perSecond]);
      return host === 'a:80';
    },
  };
  return { done, control };
}

const OBEYED = [
  [{ command: 'pause' }, ['pause'], true, 'Paused.'],
  [{ command: 'go on' }, ['go on'], true, 'Going on.'],
  [{ command: 'threads', threads: 3 }, [3], true, 'Threads set to 3.'],
  [{ command: 'threads', threads: 5 }, [], false, 'Expected --threads to be an integer from 1 to 4, got 5.'],
  [
    { command: 'rate', host: 'a:80', perSecond: 2.5 },
    [['a:80', 2.5]],
    true,
    'Rate of a:80 set to 2.5 requests a second.',
  ],
  [
    { command: 'rate', host: 'a:80', perSecond: 'no limit' },
    [['a:80', Infinity]],
    true,
    'Rate of a:80 without a limit.',
  ],
  [{ command: 'rate', host: 'a:80', perSecond: null }, [['a:80', null]], true, 'Rate of a:80 as the options say.'],
  [{ command: 'rate', host: 'b', perSecond: 1 }, [['b', 1]], false, 'The job has not asked a host b.'],
] as const;

for (const [command, expected, isDone, text] of OBEYED) {
  test(`answers ${JSON.stringify(command)} with "${text}"`, () => {
    const { done, control } = noting();
    assert.deepEqual(obey(JSON.stringify(command), control), { isDone, text });
    assert.deepEqual(done, expected);
  });
}

const REFUSED = [
  ['', 'Expected a command as JSON.'],
  ['{"command":"pause"', 'Expected a command as JSON.'],
  ['null', 'Expected a command as a JSON object.'],
  ['"pause"', 'Expected a command as a JSON object.'],
  ['{}', 'Expected `command` to be one of pause, go on, threads, rate.'],
  ['{"command":"stop"}', 'Expected `command` to be one of pause, go on, threads, rate.'],
  ['{"command":"threads"}', 'Expected `threads` to be a number.'],
  ['{"command":"threads","threads":"2"}', 'Expected `threads` to be a number.'],
  ['{"command":"rate","perSecond":1}', 'Expected `host` to be a text.'],
  ['{"command":"rate","host":"a"}', 'Expected `perSecond` to be a number, `no limit` or null.'],
  ['{"command":"rate","host":"a","perSecond":"5"}', 'Expected `perSecond` to be a number, `no limit` or null.'],
] as const;

for (const [text, sentence] of REFUSED) {
  test(`refuses ${text === '' ? 'nothing' : text}`, () => {
    assert.equal(parseCommand(text), sentence);
    const { done, control } = noting();
    assert.deepEqual(obey(text, control), { isDone: false, text: sentence });
    assert.deepEqual(done, []);
  });
}

test('does nothing to a job that is not there', () => {
  assert.deepEqual(obey('{"command":"pause"}', null), {
    isDone: false,
    text: 'The job has not begun, or has ended.',
  });
});
