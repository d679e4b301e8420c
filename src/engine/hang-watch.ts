/** Looks each second whether the threads of the shards under way still go on, and ends one that does not. */
import { clearPulse, createPulses, readPulse, type RowSpan } from '../core/pulse.js';
import type { PulsePlace } from '../core/protocol.js';

const LOOK_EVERY_MS = 1000;

/** The longest time that counts between two looks: in the rest this process was stopped, and its threads with it. */
const MAX_STEP_MS = 2 * LOOK_EVERY_MS;

export interface HangWatchOptions {
  /** Tasks under way at once. */
  readonly places: number;
  /** A thread without a beat for so long hangs; 0: it may. */
  readonly timeoutMs: number;
  /** Ends a thread; its tasks then fail. */
  readonly end: (threadId: number) => void;
  /** Monotonic. @default performance.now */
  readonly nowMs?: () => number;
}

interface Watched {
  readonly shard: number;
  beats: number;
  /** How long it has been seen at that. */
  stillMs: number;
  isHung: boolean;
}

/** A shard under way. */
export interface ShardUnderWay {
  readonly shard: number;
  /** 0: no thread has begun it. */
  readonly threadId: number;
  /** In hand, by their place in the shard; null: none. */
  readonly rows: RowSpan | null;
}

export class HangWatch {
  readonly #options: Required<HangWatchOptions>;
  readonly #buffer: SharedArrayBuffer;
  readonly #free: number[];
  readonly #watched = new Map<number, Watched>();
  readonly #timer: NodeJS.Timeout;
  #lookedMs: number;

  /** Looks until it is closed. */
  constructor({ nowMs = () => performance.now(), ...options }: HangWatchOptions) {
    this.#options = { nowMs, ...options };
    this.#buffer = createPulses(options.places);
    this.#free = Array.from({ length: options.places }, (_, place) => place);
    this.#lookedMs = nowMs();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** A place for the task of a shard that is about to be given out; there must be one. */
  claim(shard: number): PulsePlace {
    const place = this.#free.pop();
    if (place === undefined) throw new Error(`Expected at most ${this.#options.places} tasks under way, got one more.`);
    this.#watched.set(place, { shard, beats: 0, stillMs: 0, isHung: false });
    return { buffer: this.#buffer, place };
  }

  /** Whether the thread of a task was ended because it hung. */
  isHung({ place }: PulsePlace): boolean {
    return this.#watched.get(place)?.isHung ?? false;
  }

  /** Takes the place of a task that has ended back. */
  release(pulse: PulsePlace): void {
    this.#watched.delete(pulse.place);
    clearPulse(pulse);
    this.#free.push(pulse.place);
  }

  /** The shards that are given out, in the order in which they were. */
  underWay(): ShardUnderWay[] {
    return [...this.#watched].map(([place, { shard }]) => {
      const { threadId, rows } = readPulse({ buffer: this.#buffer, place });
      return { shard, threadId, rows };
    });
  }

  /** Ends the threads that hang. */
  look(): void {
    const { timeoutMs, nowMs, end } = this.#options;
    const now = nowMs();
    const stepMs = Math.min(now - this.#lookedMs, MAX_STEP_MS);
    this.#lookedMs = now;
    if (timeoutMs === 0) return;
    for (const [place, watched] of this.#watched) {
      const { beats, threadId } = readPulse({ buffer: this.#buffer, place });
      watched.stillMs = beats === watched.beats ? watched.stillMs + stepMs : 0;
      watched.beats = beats;
      if (threadId === 0 || watched.isHung || watched.stillMs < timeoutMs) continue;
      watched.isHung = true;
      end(threadId);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
