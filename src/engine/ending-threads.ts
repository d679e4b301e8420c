/**
 * Says that threads of a pool are about to be ended, and waits for what someone still wants of them. By a channel of
 * Node's, since who listens is the process's matter, not that of a job; without a listener it costs nothing.
 */
import { channel } from 'node:diagnostics_channel';

export interface EndingThreads {
  readonly threadIds: readonly number[];
  /** What they are there for, in a word. */
  readonly role: string;
  /** Has the threads live until the promise is settled; it must be, in a time that is bounded. */
  readonly waitFor: (promise: Promise<void>) => void;
}

const ENDING = channel('yfcc-engine:ending-threads');

/** Whether someone wants to be told. */
export function isEndAwaited(): boolean {
  return ENDING.hasSubscribers;
}

/** Tells of threads that are about to be ended; fulfilled when nobody wants anything of them any more. */
export async function beforeEnd(threadIds: readonly number[], role: string): Promise<void> {
  if (!ENDING.hasSubscribers) return;
  const wanted: Promise<void>[] = [];
  ENDING.publish({ threadIds, role, waitFor: (promise) => wanted.push(promise) } satisfies EndingThreads);
  await Promise.allSettled(wanted);
}

/** Has `listener` told of all threads that are about to be ended, until the function that it gives back is called. */
export function onEndingThreads(listener: (threads: EndingThreads) => void): () => void {
  // Nothing else is published there.
  const subscriber = (message: unknown): void => listener(message as EndingThreads);
  ENDING.subscribe(subscriber);
  return () => {
    ENDING.unsubscribe(subscriber);
  };
}
