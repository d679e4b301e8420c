/** A bucket that fills at a steady rate and never over its brim: who wants something takes a token, or is refused. */

export interface TokenBucket {
  /** Takes a token if there is one; false: refused, and nothing is taken. */
  readonly take: (nowMs: number) => boolean;
}

/**
 * A bucket that is full at first.
 * @param rate tokens a second
 * @param burst tokens that it holds at most
 */
export function createTokenBucket(rate: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledMs: number | null = null;
  return {
    take(nowMs) {
      // A clock that steps back fills nothing, and takes nothing out.
      if (filledMs !== null) tokens = Math.min(burst, tokens + (Math.max(0, nowMs - filledMs) * rate) / 1000);
      filledMs = Math.max(filledMs ?? nowMs, nowMs);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
