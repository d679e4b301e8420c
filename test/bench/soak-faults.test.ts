import assert from 'node:assert/strict';
import test from 'node:test';
import { FAULTS } from '../../bench/media-server/fault.js';
import { outcomesOf, SOAK_FAULTS, soakFault, soakFaultPasses } from '../../bench/soak-faults.js';

const PATHS = Array.from({ length: 100_000 }, (_, k) => `/${6_985_418_911 + k}.jpg`);

test('has every fault of the server, each with an outcome', () => {
  assert.deepEqual(
    SOAK_FAULTS.map(({ fault }) => fault),
    FAULTS,
  );
  assert.ok(FAULTS.every((fault) => outcomesOf(fault).length > 0));
});

test('gives the share of paths a fault that is asked for, each as often as its weight says', () => {
  const faults = PATHS.map((path) => soakFault(path, 0.2)).filter((fault) => fault !== null);
  assert.ok(Math.abs(faults.length / PATHS.length - 0.2) < 0.01, String(faults.length));
  const weights = SOAK_FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  for (const { fault, weight } of SOAK_FAULTS) {
    const share = faults.filter((each) => each === fault).length / faults.length;
    assert.ok(Math.abs(share - weight / weights) < 0.01, `${fault}: ${share}`);
    assert.equal(share > 0, weight > 0, fault);
  }
});

test('lets the faults of half of the paths pass', () => {
  const share = PATHS.filter(soakFaultPasses).length / PATHS.length;
  assert.ok(Math.abs(share - 0.5) < 0.01, String(share));
});
