/** Ranges of lines as options have them: `A..B`, from 0, B not included, either end left out. */
import { YfccError } from '../core/errors.js';

/** Half open; `to` may be Infinity. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Throws `usage` for anything that is not a range with at least one line. */
export function parseLineRange(text: string): LineRange {
  const [, from, to] = /^(\d{0,15})\.\.(\d{0,15})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new YfccError(
      'usage',
      `Expected --lines to be A..B with line numbers from 0, such as 0..40000000, got ${text}.`,
    );
  }
  const range = { from: Number(from), to: to === '' ? Infinity : Number(to) };
  if (range.to <= range.from) throw new YfccError('usage', `Expected --lines A..B with A below B, got ${text}.`);
  return range;
}
