/** Counts how often each path was asked, so that a fault can pass after some attempts. */

/** Paths that are counted at most; over that the oldest is forgotten and counts anew. */
const MAX_PATHS = 1_000_000;

/** Returns a counter: each call says the how-manieth attempt at this path it is, from 1. */
export function countAttempts(maxPaths = MAX_PATHS): (path: string) => number {
  const attempts = new Map<string, number>();
  return (path) => {
    const attempt = (attempts.get(path) ?? 0) + 1;
    attempts.set(path, attempt);
    const [oldest] = attempts.keys();
    if (attempts.size > maxPaths && oldest !== undefined) attempts.delete(oldest);
    return attempt;
  };
}
