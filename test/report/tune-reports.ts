/** Reports of tunings that never were, for tests of the pages made of them. */
import type { ScalabilityLaw, Trial, TrialRun, TuneReport } from '../../src/report/tune-report.js';
import { throughput } from '../../src/tune/scaling-law.js';

export const LAW: ScalabilityLaw = {
  sigma: 0.05,
  kappa: 0.001,
  lambda: 10_000,
  peakThreads: 31,
  sentence: 'Of the work 5% is serial.',
};

export function trialRunOf(perSecond: number, more: Partial<TrialRun> = {}): TrialRun {
  return {
    perSecond,
    textMBps: perSecond / 500,
    readMBps: perSecond / 5000,
    peakBytes: 200e6,
    mainBusy: 0.12,
    stages: { decode: 4, encode: 2, fetch: 0, write: 1, sync: 0.5 },
    ...more,
  };
}

export function trialOf(threads: number, more: Partial<Trial> = {}): Trial {
  const speed = throughput(LAW, threads);
  return {
    threads,
    shardRows: 10_000,
    decodeBytes: 4_000_000,
    connections: null,
    runs: [0.98, 1, 1.03].map((share) => trialRunOf(speed * share)),
    ...more,
  };
}

export function tuneReportOf(more: Partial<TuneReport> = {}): TuneReport {
  return {
    unit: 'rows',
    title: 'yfcc tune: /data',
    command: 'yfcc tune --in /data',
    machine: 'Some Processor, 8 cores, Node v20.20.2',
    madeAt: '2026-11-26 03:20 UTC',
    sentence: 'The decoders are what it waits for.',
    best: { flags: '--threads 8 --shard-rows 10000', perSecond: 56_900 },
    prediction: { seconds: 3600, low: 3000, high: 4200, rows: 1e8 },
    law: LAW,
    trials: [...[1, 2, 4, 8].map((threads) => trialOf(threads)), trialOf(8, { shardRows: 2500 })],
    ...more,
  };
}
