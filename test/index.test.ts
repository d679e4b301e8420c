import assert from 'node:assert/strict';
import test from 'node:test';
import * as api from '../src/index.js';

test('exports these names and no others: what is not here may change any day', () => {
  assert.deepEqual(Object.keys(api).toSorted(), [
    'EXIT_CODES',
    'OUTCOMES',
    'RUN_DEFAULTS',
    'VERSION',
    'YfccError',
    'fullJson',
    'fullRecord',
    'reportReporter',
    'restoreLines',
    'run',
    'status',
    'synth',
    'urlHash',
    'verify',
  ]);
});
