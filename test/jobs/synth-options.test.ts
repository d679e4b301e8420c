import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { resolveSynthOptions } from '../../src/jobs/synth-options.js';

test('fills in the defaults', () => {
  const { signal, onProgress, ...rest } = resolveSynthOptions({ rows: 3, out: 'sample' });
  assert.equal(signal.aborted, false);
  assert.equal(onProgress(3), undefined);
  assert.deepEqual(rest, {
    rows: 3,
    out: resolve('sample'),
    seed: 1,
    columns: 25,
    gaps: 0,
    bad: 0,
    compress: 'auto',
    videoRate: 0.008,
    eol: '\n',
  });
});

const WRONG = [
  [{ rows: -1 }, 'Expected `rows` to be a whole number from 0, got `-1`.'],
  [{ rows: 1.5 }, 'Expected `rows` to be a whole number from 0, got `1.5`.'],
  [{ seed: Number.NaN }, 'Expected `seed` to be a whole number from 0, got `NaN`.'],
  [{ gaps: 1.1 }, 'Expected `gaps` to be a number from 0 to 1, got `1.1`.'],
  [{ bad: Number.NaN }, 'Expected `bad` to be a number from 0 to 1, got `NaN`.'],
  [{ videoRate: -0.1 }, 'Expected `videoRate` to be a number from 0 to 1, got `-0.1`.'],
] as const;

for (const [options, message] of WRONG) {
  test(`refuses ${JSON.stringify(options)}`, () => {
    assert.throws(
      () => resolveSynthOptions({ rows: 1, out: 'sample', ...options }),
      (error) => {
        assert.ok(error instanceof YfccError);
        assert.deepEqual([error.code, error.message], ['usage', message]);
        return true;
      },
    );
  });
}

const WRONG_NAMES = [
  ['{"columns":24}', 'Expected `columns` to be one of 23, 25, got `24`.'],
  ['{"compress":"gzip"}', 'Expected `compress` to be one of auto, lbzip2, bzip2, npm, none, got `gzip`.'],
  ['{"eol":"cr"}', 'Expected `eol` to be one of lf, crlf, got `cr`.'],
] as const;

for (const [json, message] of WRONG_NAMES) {
  test(`refuses ${json}, which the compiler would not let through`, () => {
    assert.throws(() => resolveSynthOptions({ rows: 1, out: 'sample', ...JSON.parse(json) }), {
      code: 'usage',
      message,
    });
  });
}
