/** CPU profiles of the main thread and of all worker threads, taken by V8's own profiler. */
import type { Profiler } from 'node:inspector';
import { onEndingThreads, type EndingThreads } from './ending-threads.js';
import { InspectedThreads, type InspectedThread } from './inspected-threads.js';

/** How often a thread's stack is noted: finely at first, for short jobs, then so that hours' worth of it stays small. */
export interface ProfilePace {
  readonly fineMicroseconds: number;
  readonly coarseMicroseconds: number;
  /** From the start on. */
  readonly fineSeconds: number;
  /** Nothing is noted after this, from the start on. */
  readonly totalSeconds: number;
}

/** A note takes V8 some 40 bytes, so a thread's stay under 10 MB. */
export const PROFILE_PACE: ProfilePace = {
  fineMicroseconds: 1000,
  coarseMicroseconds: 10_000,
  fineSeconds: 60,
  totalSeconds: 1800,
};

/** A thread that waits in the system for a disk gives nothing until it comes back, which may be never. */
const TAKE_TIMEOUT_MS = 10_000;

/** What was noted of one thread. */
export interface ThreadProfile {
  /** `main`, or what it is there for and a number: `worker-1`, `database-1`. */
  readonly name: string;
  /** One behind the other in time, each as V8 gives it; none when the thread was gone before it gave any. */
  readonly parts: readonly Profiler.Profile[];
  /** Whether its end is missing: it died, or did not answer. */
  readonly isCut: boolean;
}

interface Profiled {
  readonly thread: InspectedThread;
  readonly parts: Profiler.Profile[];
  role: string;
  /** Settled when its last part is here, or can't come; null while it is profiled. */
  taken: Promise<void> | null;
  isWhole: boolean;
}

/** Profiles every thread from its start, from `open` until `finish`. */
export class ThreadProfiler {
  readonly #pace: ProfilePace;
  readonly #onTimeUp: () => void;
  readonly #profiled = new Map<number, Profiled>();
  readonly #threads = new InspectedThreads((thread) => {
    if (this.#ended === null) this.#add(thread, 'worker');
  });
  readonly #unsubscribe = onEndingThreads((ending) => this.#takeEnding(ending));
  readonly #timers: NodeJS.Timeout[] = [];
  #isCoarse = false;
  #ended: Promise<void> | null = null;

  private constructor(onTimeUp: () => void, pace: ProfilePace) {
    this.#pace = pace;
    this.#onTimeUp = onTimeUp;
  }

  /** Begins; `onTimeUp` is called when no more is noted though threads go on. */
  static async open(onTimeUp: () => void, pace: ProfilePace = PROFILE_PACE): Promise<ThreadProfiler> {
    const profiler = new ThreadProfiler(onTimeUp, pace);
    await profiler.#open();
    return profiler;
  }

  /** Ends it, and gives what was noted: of the main thread first, then of the others in the order they started in. */
  async finish(): Promise<readonly ThreadProfile[]> {
    await this.#end();
    const counts = new Map<string, number>();
    return [...this.#profiled.values()]
      .sort((a, b) => a.thread.threadId - b.thread.threadId)
      .map(({ role, parts, isWhole }) => {
        const number = (counts.get(role) ?? 0) + 1;
        counts.set(role, number);
        return { name: role === 'main' ? role : `${role}-${number}`, parts, isCut: !isWhole };
      });
  }

  async #open(): Promise<void> {
    const { fineSeconds, totalSeconds } = this.#pace;
    await this.#threads.open();
    this.#add(this.#threads.main, 'main');
    this.#after(fineSeconds, () => this.#coarsen());
    this.#after(totalSeconds, () => {
      this.#onTimeUp();
      void this.#end();
    });
  }

  #after(seconds: number, call: () => void): void {
    this.#timers.push(setTimeout(call, seconds * 1000).unref());
  }

  #add(thread: InspectedThread, role: string): void {
    this.#profiled.set(thread.threadId, { thread, parts: [], role, taken: null, isWhole: false });
    const started = Promise.all([thread.post('Profiler.enable'), this.#start(thread)]);
    // Of a thread that is gone so soon nothing is taken, and that is told of.
    started.catch(() => {});
  }

  async #start(thread: InspectedThread): Promise<void> {
    const { fineMicroseconds, coarseMicroseconds } = this.#pace;
    const interval = this.#isCoarse ? coarseMicroseconds : fineMicroseconds;
    await Promise.all([thread.post('Profiler.setSamplingInterval', { interval }), thread.post('Profiler.start')]);
  }

  /** V8 changes its pace only between two profiles. */
  #coarsen(): void {
    this.#isCoarse = true;
    for (const profiled of this.#profiled.values()) {
      if (profiled.taken !== null) continue;
      const turned = Promise.all([takePart(profiled), this.#start(profiled.thread)]);
      turned.catch(() => {});
    }
  }

  #takeEnding({ threadIds, role, waitFor }: EndingThreads): void {
    const ending = threadIds.flatMap((threadId) => this.#profiled.get(threadId) ?? []);
    for (const profiled of ending) profiled.role = role;
    waitFor(takeAll(ending));
  }

  #end(): Promise<void> {
    this.#ended ??= this.#endOnce();
    return this.#ended;
  }

  async #endOnce(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await takeAll([...this.#profiled.values()]);
    this.#unsubscribe();
    await this.#threads.close();
  }
}

/** Waits for them, but not for ever: those that do not answer are not whole. */
async function takeAll(profiled: readonly Profiled[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TAKE_TIMEOUT_MS);
  });
  await Promise.race([Promise.all(profiled.map(takeLast)), late]);
  clearTimeout(timer);
}

function takeLast(profiled: Profiled): Promise<void> {
  profiled.taken ??= takeRest(profiled);
  return profiled.taken;
}

async function takeRest(profiled: Profiled): Promise<void> {
  try {
    await takePart(profiled);
    profiled.isWhole = true;
  } catch {
    // The thread has ended before; that it is not whole says so.
  }
}

async function takePart({ thread, parts }: Profiled): Promise<void> {
  // What this method of the inspector's protocol gives.
  const { profile } = (await thread.post('Profiler.stop')) as { readonly profile: Profiler.Profile };
  parts.push(profile);
}
