/**
 * Shared memory in which each shard under way shows that its thread lives, and which rows the thread has in hand: what
 * the main thread looks at while one hangs, and when one has died.
 */
import type { PulsePlace } from './protocol.js';

// Layout of a place, words of 32 bits: how often it has beaten; the thread that has the task, 0 before one has begun;
// the rows in hand, from and to, half open, by their place in the shard.
const BEAT = 0;
const THREAD = 1;
const FROM = 2;
const TO = 3;
const WORDS = 4;

/** Rows `[from, to)` of a shard. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** A worker's side of one task. All but `beat` beat, too. */
export interface TaskPulse {
  /** Shows that the thread lives. */
  readonly beat: () => void;
  /** Notes the one row that is worked on from now on; before anything is done to it. */
  readonly hold: (row: number) => void;
  /** Notes that the next row is one of these, where they go through by the batch. */
  readonly holdRows: (from: number, to: number) => void;
  /** Notes that no row is in hand: what happens now is no row's fault. */
  readonly release: () => void;
}

/** Memory for so many tasks under way at once; made once a job. */
export function createPulses(places: number): SharedArrayBuffer {
  return new SharedArrayBuffer(places * WORDS * Int32Array.BYTES_PER_ELEMENT);
}

/** Begins a task in thread `threadId`. */
export function openPulse(place: PulsePlace, threadId: number): TaskPulse {
  const words = wordsOf(place);
  const beat = (): void => void Atomics.add(words, BEAT, 1);
  const holdRows = (from: number, to: number): void => {
    Atomics.store(words, FROM, from);
    Atomics.store(words, TO, to);
    beat();
  };
  holdRows(0, 0);
  Atomics.store(words, THREAD, threadId);
  return { beat, holdRows, hold: (row) => holdRows(row, row + 1), release: () => holdRows(0, 0) };
}

/** What a task has shown last. */
export interface PulseState {
  readonly beats: number;
  /** 0: no thread has begun it. */
  readonly threadId: number;
  /** In hand; null: none. */
  readonly rows: RowSpan | null;
}

export function readPulse(place: PulsePlace): PulseState {
  const words = wordsOf(place);
  const [from, to] = [Atomics.load(words, FROM), Atomics.load(words, TO)];
  return {
    beats: Atomics.load(words, BEAT),
    threadId: Atomics.load(words, THREAD),
    rows: from < to ? { from, to } : null,
  };
}

/** Makes a place ready for another task. */
export function clearPulse(place: PulsePlace): void {
  wordsOf(place).fill(0);
}

function wordsOf({ buffer, place }: PulsePlace): Int32Array {
  return new Int32Array(buffer, place * WORDS * Int32Array.BYTES_PER_ELEMENT, WORDS);
}
