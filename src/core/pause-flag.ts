/** The word of shared memory by which the main thread asks all workers to hold before they write more. */

/** How often a worker that holds looks again. */
const LOOK_EVERY_MS = 100;

/** Why they are to hold, a bit each: they go on when there is no reason left. */
export const PAUSE = { noSpace: 1, byUser: 2 } as const;

export type PauseReason = (typeof PAUSE)[keyof typeof PAUSE];

/** Made once for a job, and given to every worker; not set. */
export function createPauseFlag(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** Asks the workers to hold. */
export function setPaused(flag: SharedArrayBuffer, reason: PauseReason): void {
  Atomics.or(new Int32Array(flag), 0, reason);
}

/** Takes a reason back: lets them go on where it was the only one. */
export function clearPaused(flag: SharedArrayBuffer, reason: PauseReason): void {
  Atomics.and(new Int32Array(flag), 0, ~reason);
}

/** Whether a worker is to hold now: cheap enough to ask before every file. */
export function isPaused(flag: SharedArrayBuffer): boolean {
  return Atomics.load(new Int32Array(flag), 0) !== 0;
}

/** Whether they are asked to hold for this reason. */
export function isPausedFor(flag: SharedArrayBuffer, reason: PauseReason): boolean {
  return (Atomics.load(new Int32Array(flag), 0) & reason) !== 0;
}

/**
 * Fulfilled when no pause is asked for, at once when none is. Looks again after each `sleep`, by a timer and not by
 * `Atomics.wait()`, since a worker's sockets and timers must live on. Rejects when `sleep` does, such as at its abort.
 */
export async function whenGoingOn(flag: SharedArrayBuffer, sleep: (ms: number) => Promise<unknown>): Promise<void> {
  while (isPaused(flag)) await sleep(LOOK_EVERY_MS);
}
