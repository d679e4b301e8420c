/** Lengths of time as people write them: `60s`, `5m`, `1h`. */
import { YfccError } from '../core/errors.js';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** Shorter says nothing; longer is an exhaustive sweep. */
const BOUNDS = [10, 24 * 3600] as const;

/** The seconds that `text` says; throws `usage` for anything else, or one that is out of bounds. */
export function parseBudget(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([smh]?)$/.exec(text) ?? [];
  const seconds = Number(number) * (UNITS[unit] ?? NaN);
  const [least, most] = BOUNDS;
  if (number !== '' && seconds >= least && seconds <= most) return seconds;
  throw new YfccError('usage', `Expected --budget to be a time from 10s to 24h such as 60s or 5m, got ${text}.`);
}
