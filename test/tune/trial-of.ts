/** A trial in which nothing happened but what a test gives. */
import type { TrialResult } from '../../src/tune/trial-message.js';

export function trialOf(more: Partial<TrialResult> = {}): TrialResult {
  return {
    seconds: 1,
    rows: 0,
    media: 0,
    mediaBytes: 0,
    textPerRow: 0,
    readPerRow: 0,
    decodedRows: 0,
    mediaPerRow: 0,
    decodeSecondsPerRow: 0,
    shardSecondsPerRow: 0,
    mainBusy: 0,
    workersBusy: 0,
    cpuSeconds: 0,
    stages: { decode: 0, encode: 0, fetch: 0, write: 0, sync: 0 },
    peakBytes: 0,
    startSeconds: 0,
    isWhole: false,
    wholeSeconds: 0,
    totalRows: null,
    hosts: [],
    ...more,
  };
}
