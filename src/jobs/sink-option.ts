/** `--sink`: where a job's output goes, for measuring. */
import { YfccError } from '../core/errors.js';

export interface SinkMode {
  /** False: all is made and nothing written. */
  readonly writes: boolean;
  /** Milliseconds that each shard's output takes longer, as on a slow disk. */
  readonly delayMs: number;
}

const MOST_MS = 60_000;

/** Reads `disk`, `null` or `delay=50`; throws `usage` for anything else. */
export function parseSink(text: string): SinkMode {
  if (text === 'disk' || text === 'null') return { writes: text === 'disk', delayMs: 0 };
  const delayMs = Number(/^delay=(\d{1,5})$/.exec(text)?.[1] ?? NaN);
  if (delayMs <= MOST_MS) return { writes: true, delayMs };
  throw new YfccError(
    'usage',
    `Expected --sink to be disk, null, or delay=N with N milliseconds up to ${MOST_MS}, got ${text}.`,
  );
}
