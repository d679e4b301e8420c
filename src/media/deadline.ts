/** A signal that aborts when its parent does, or when the time is up; unlike `AbortSignal.any` it leaves nothing behind on the parent. */

export interface Deadline {
  readonly signal: AbortSignal;
  /** The time is up: it was not the parent that aborted. */
  isOver(): boolean;
  /** Stops the timer and lets go of the parent; call it in `finally`. */
  clear(): void;
}

/** @param ms from now; 0 or less is over at once */
export function startDeadline(parent: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  let over = false;
  const follow = (): void => {
    controller.abort(parent.reason);
  };
  const timer = setTimeout(
    () => {
      over = true;
      controller.abort(new Error(`not done after ${Math.round(ms)} ms`));
    },
    Math.max(ms, 0),
  );
  parent.addEventListener('abort', follow, { once: true });
  if (parent.aborted) follow();
  return {
    signal: controller.signal,
    isOver: () => over,
    clear() {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
    },
  };
}
