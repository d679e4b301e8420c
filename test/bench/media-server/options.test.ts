import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAULTS } from '../../../bench/media-server/fault.js';
import { resolveOptions, type MediaServerOptions } from '../../../bench/media-server/options.js';

describe('resolveOptions', () => {
  it('fills in what is left out and keeps what is given', () => {
    const options = resolveOptions({ seed: 7, transientAttempts: 2 });
    assert.equal(options.seed, 7);
    assert.equal(options.transientAttempts, 2);
    assert.equal(options.bodies, 16);
    assert.equal(options.port, 0);
    assert.deepEqual(
      FAULTS.filter((fault) => !options.faults.includes(fault)),
      ['drip', 'redirect-private', 'slow-head'],
    );
    assert.equal(options.faultFor('/a.jpg', 'host'), null);
  });

  it('refuses an option that it does not know', () => {
    const mistyped = { seed: 1, falutRate: 0.5 };
    assert.throws(() => resolveOptions(mistyped), { code: 'usage', message: /got `falutRate`/ });
  });

  const refused: readonly (readonly [MediaServerOptions, RegExp])[] = [
    [{ port: 65_536 }, /`port` to be an integer from 0 to 65535, got `65536`/],
    [{ bodies: 0 }, /`bodies`.*got `0`/],
    [{ seed: 1.5 }, /`seed`.*got `1.5`/],
    [{ faultRate: 2 }, /`faultRate` to be a number from 0 to 1, got `2`/],
    [{ faultRate: Number.NaN }, /`faultRate`.*got `NaN`/],
    [{ faults: [] }, /`faults`.*got `none`/],
    [{ transientAttempts: -1 }, /`transientAttempts`.*got `-1`/],
    [{ bucketRate: -1 }, /`bucketRate`.*got `-1`/],
    [{ bucketBurst: 0 }, /`bucketBurst`.*got `0`/],
    [{ lateMs: 0.5 }, /`lateMs`.*got `0.5`/],
    [{ endlessBytes: -1 }, /`endlessBytes`.*got `-1`/],
    [{ retryAfterSeconds: 0.5 }, /`retryAfterSeconds`.*got `0.5`/],
    [{ delayMs: Infinity }, /`delayMs`.*got `Infinity`/],
    [{ dripIntervalMs: 0 }, /`dripIntervalMs`.*got `0`/],
    [{ logLimit: -1 }, /`logLimit`.*got `-1`/],
  ];
  for (const [options, message] of refused) {
    it(`refuses ${Object.entries(options).join()}`, () => {
      assert.throws(() => resolveOptions(options), { name: 'YfccError', code: 'usage', message });
    });
  }
});
