import assert from 'node:assert/strict';
import test from 'node:test';
import { fitLaw, peakThreads, threadsAtEfficiency, throughput } from '../../src/tune/scaling-law.js';

const near = (actual: number, expected: number, what = ''): void =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${what} ${actual}, not ${expected}`,
  );

const LAWS = [
  { lambda: 1000, sigma: 0, kappa: 0 },
  { lambda: 40_000, sigma: 0.05, kappa: 0 },
  { lambda: 40_000, sigma: 0.02, kappa: 0.001 },
];

test('is linear for few threads, and below that for more', () => {
  const law = { lambda: 10_000, sigma: 0.05, kappa: 0.001 };
  assert.equal(throughput(law, 1), 10_000);
  assert.equal(Math.round(throughput(law, 8)), Math.round(80_000 / (1 + 0.35 + 0.056)));
});

for (const law of LAWS) {
  test(`finds sigma ${law.sigma} and kappa ${law.kappa} from points without noise`, () => {
    const points = [1, 2, 4, 8, 16].map((threads) => ({ threads, perSecond: throughput(law, threads) }));
    const fitted = fitLaw(points);
    assert.ok(fitted);
    near(fitted.lambda, law.lambda, 'lambda');
    near(fitted.sigma, law.sigma, 'sigma');
    near(fitted.kappa, law.kappa, 'kappa');
  });
}

test('is near with noise, and never has a part below 0', () => {
  const noise = [1.03, 0.97, 1.02, 0.98, 1.01];
  const law = { lambda: 40_000, sigma: 0.05, kappa: 0.002 };
  const points = [1, 2, 4, 8, 16].map((threads, k) => ({
    threads,
    perSecond: throughput(law, threads) * (noise[k] ?? 1),
  }));
  const fitted = fitLaw(points);
  assert.ok(fitted);
  assert.ok(Math.abs(fitted.lambda / law.lambda - 1) < 0.1, `${fitted.lambda}`);
  for (const threads of [1, 4, 16]) {
    assert.ok(Math.abs(throughput(fitted, threads) / throughput(law, threads) - 1) < 0.1, `${threads} threads`);
  }
  // Two threads that do more than twice as much as one.
  const steep = fitLaw([
    { threads: 1, perSecond: 100 },
    { threads: 2, perSecond: 220 },
  ]);
  assert.deepEqual([steep?.sigma, steep?.kappa], [0, 0]);
});

test('tells of sigma alone with two numbers of threads, and of nothing with one', () => {
  const law = { lambda: 100, sigma: 0.25, kappa: 0 };
  const points = [1, 2].map((threads) => ({ threads, perSecond: throughput(law, threads) }));
  const fitted = fitLaw(points);
  assert.ok(fitted);
  near(fitted.sigma, 0.25);
  assert.equal(fitted.kappa, 0);
  assert.equal(fitLaw([points[0] ?? { threads: 1, perSecond: 1 }]), null);
});

test('says where more threads do less, and to how many they are worth their while', () => {
  near(peakThreads({ lambda: 1, sigma: 0.02, kappa: 0.0002 }), 70);
  assert.equal(peakThreads({ lambda: 1, sigma: 0.02, kappa: 0 }), Infinity);
  // Amdahl: 1 / (1 + 0.1 (N - 1)) is 0.5 at 11.
  assert.equal(threadsAtEfficiency({ lambda: 5, sigma: 0.1, kappa: 0 }, 0.5, 512), 11);
  assert.equal(threadsAtEfficiency({ lambda: 5, sigma: 0, kappa: 0 }, 0.5, 512), 512);
});
