/** How long the whole job will take with a setting, from a run of a part of it. */
import type { TrialResult } from './trial-message.js';

export interface Prediction {
  /** Of the whole input, or of the lines that were asked for; estimated from the share that the trial has read. */
  readonly rows: number;
  readonly seconds: number;
  /** Within these it should be, by how far apart the runs of the setting were. */
  readonly low: number;
  readonly high: number;
}

/** No machine is steadier from one hour to the next. */
const LEAST_SPREAD = 0.05;

/** Null where nothing is known of the whole; `perSecond` of rows, `spread` of it as a share. */
export function predict(trial: TrialResult, perSecond: number, spread: number): Prediction | null {
  const { totalRows, startSeconds, isWhole, wholeSeconds } = trial;
  if (totalRows === null || perSecond <= 0) return null;
  const seconds = isWhole ? wholeSeconds : startSeconds + totalRows / perSecond;
  const share = Math.max(spread, LEAST_SPREAD);
  return { rows: Math.round(totalRows), seconds, low: seconds * (1 - share), high: seconds * (1 + share) };
}
