import assert from 'node:assert/strict';
import test from 'node:test';
import { sayListening } from '../../src/cli/listening.js';
import { FakeTerminal } from './fake-terminal.js';

const URL = 'http://127.0.0.1:5/metrics';

test('says for people where it is, in a line', () => {
  const err = new FakeTerminal();
  sayListening('metrics', URL, false, err);
  assert.equal(err.text, `yfcc: metrics at ${URL}\n`);
});

test('says it for programs in an event', () => {
  const err = new FakeTerminal();
  sayListening('metrics', URL, true, err);
  const { time, ...event } = JSON.parse(err.text);
  assert.ok(!Number.isNaN(Date.parse(time)));
  assert.deepEqual(event, { event: 'listening', what: 'metrics', url: URL });
});
