/** A pacer that gives no turn while the job is paused: thousands of requests may be waiting for theirs by then. */
import { isPaused } from '../core/pause-flag.js';
import type { Pacer } from './pacer.js';

/** How soon to ask again. */
const LOOK_AGAIN_MS = 100;

export function heldPacer(pacer: Pacer, pauseFlag: SharedArrayBuffer): Pacer {
  return {
    ...pacer,
    take: (host, nowMs) => (isPaused(pauseFlag) ? LOOK_AGAIN_MS : pacer.take(host, nowMs)),
  };
}
