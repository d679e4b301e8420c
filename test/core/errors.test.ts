import assert from 'node:assert/strict';
import test from 'node:test';
import { codeOf, EXIT_CODES, isInterruption, YfccError } from '../../src/core/errors.js';

test('carries its code, its facts and its cause', () => {
  const cause = new Error('below');
  const error = new YfccError('bad-bz2', 'Expected whole data.', { file: 'a.bz2', offset: 12, cause });
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'YfccError');
  assert.equal(error.message, 'Expected whole data.');
  assert.equal(error.code, 'bad-bz2');
  assert.deepEqual(error.facts, { file: 'a.bz2', offset: 12 });
  assert.equal(error.cause, cause);
});

test('has no facts and no cause of its own', () => {
  const error = new YfccError('usage', 'Expected more.');
  assert.deepEqual(error.facts, {});
  assert.equal('cause' in error, false);
});

test('gives the code of an error, and none of what is no error or has another kind of code', () => {
  const withCode = (code: unknown): Error => Object.assign(new Error(), { code });
  const thrown = [withCode('EPIPE'), new YfccError('usage', 'x'), { code: 'EPIPE' }, withCode(5), new Error(), null];
  assert.deepEqual(thrown.map(codeOf), ['EPIPE', 'usage', '', '', '', '']);
});

test('tells a job that was stopped from one that failed', () => {
  const thrown = [
    new YfccError('interrupted', 'Stopped.'),
    new YfccError('usage', 'Expected more.'),
    { code: 'interrupted' },
  ];
  assert.deepEqual(thrown.map(isInterruption), [true, false, false]);
});

test('has one of the documented exit codes for every error code', () => {
  assert.deepEqual(EXIT_CODES, {
    usage: 2,
    'bad-input': 3,
    'bad-bz2': 3,
    'not-aligned': 3,
    'output-refused': 4,
    'resume-refused': 4,
    'manifest-damaged': 4,
    'disk-full': 5,
    'write-failed': 4,
    'worker-died': 70,
    interrupted: 130,
  });
});
