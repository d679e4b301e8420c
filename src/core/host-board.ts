/**
 * What the workers show of each host, and what the main thread may set for it: the part of the hosts' shared memory
 * that is for people. A place a slot (`media/host-slots.ts` says which is whose), in the order of the slots.
 *
 * A place is `BOARD_BYTES` long: the length of the host's name (32 bits; 0: the slot is nobody's), up to
 * `NAME_BYTES` of the name (UTF-8), the rate that was set (32 bits), a counter of 32 bits an outcome, two of 64 bits, and
 * the length (32 bits) and text (UTF-8) of its last failure.
 */
import { OUTCOMES, type Outcome } from './outcome.js';

export const BOARD_BYTES = 512;

const NAME_BYTES = 100;
const RATE_AT = 104;
const OUTCOMES_AT = 108;
const BYTES_AT = 240;
const MILLISECONDS_AT = 248;
const FAILURE_AT = 256;
const FAILURE_BYTES = BOARD_BYTES - FAILURE_AT - 4;

/** In the place of a rate, which is in thousandths of a request a second; 0 there: as the job's options say. */
const NO_LIMIT = -1;
/** What the word of a rate can hold. */
const MOST = 2 ** 31 - 1;

export interface HostCounts {
  readonly host: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Of media that came whole. */
  readonly bytes: number;
  /** Of all that came to an end, from when it was wanted; waiting for a turn included. */
  readonly milliseconds: number;
  /** A sentence; null where none has failed. */
  readonly lastFailure: string | null;
}

export class HostBoard {
  readonly #bytes: Uint8Array;
  readonly #words: Int32Array;
  readonly #longs: BigInt64Array;
  readonly #slots: number;

  /** Of `slots` places from byte `start` on, which is a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, start: number, slots: number) {
    const length = slots * BOARD_BYTES;
    this.#bytes = new Uint8Array(buffer, start, length);
    this.#words = new Int32Array(buffer, start, length / 4);
    this.#longs = new BigInt64Array(buffer, start, length / 8);
    this.#slots = slots;
  }

  /** Notes whose slot it is; called by the thread that took it. A longer name is cut short. */
  name(slot: number, host: string): void {
    this.#write(slot, 0, host, NAME_BYTES);
  }

  /** Notes the last failure, a sentence; a longer one is cut short. */
  fail(slot: number, text: string): void {
    this.#write(slot, FAILURE_AT, text, FAILURE_BYTES);
  }

  /** Counts what became of one media file of the host. */
  count(slot: number, outcome: Outcome, bytes: number, milliseconds: number): void {
    Atomics.add(this.#words, wordAt(slot, OUTCOMES_AT) + OUTCOMES.indexOf(outcome), 1);
    Atomics.add(this.#longs, longAt(slot, BYTES_AT), BigInt(bytes));
    Atomics.add(this.#longs, longAt(slot, MILLISECONDS_AT), BigInt(milliseconds));
  }

  /**
   * Sets how many requests a second the host may get from now on, some two million at most; Infinity: no limit; null: as
   * the job's options say.
   */
  setRate(slot: number, perSecond: number | null): void {
    let word = 0;
    if (perSecond === Infinity) word = NO_LIMIT;
    else if (perSecond !== null) word = Math.min(MOST, Math.max(1, Math.round(perSecond * 1000)));
    Atomics.store(this.#words, wordAt(slot, RATE_AT), word);
  }

  /** The rate that was set; Infinity: no limit; null: none was. */
  rate(slot: number): number | null {
    const rate = Atomics.load(this.#words, wordAt(slot, RATE_AT));
    if (rate === 0) return null;
    return rate === NO_LIMIT ? Infinity : rate / 1000;
  }

  /** The counts of a slot; null where it is nobody's. */
  read(slot: number): HostCounts | null {
    const host = this.#read(slot, 0);
    if (host === null) return null;
    const outcomes: Partial<Record<Outcome, number>> = {};
    for (const [k, outcome] of OUTCOMES.entries()) {
      const count = Atomics.load(this.#words, wordAt(slot, OUTCOMES_AT) + k);
      if (count > 0) outcomes[outcome] = count;
    }
    return {
      host,
      outcomes,
      bytes: Number(Atomics.load(this.#longs, longAt(slot, BYTES_AT))),
      milliseconds: Number(Atomics.load(this.#longs, longAt(slot, MILLISECONDS_AT))),
      lastFailure: this.#read(slot, FAILURE_AT),
    };
  }

  /** The slots that are some host's. */
  *slots(): Generator<number> {
    for (let slot = 0; slot < this.#slots; slot += 1) if (Atomics.load(this.#words, wordAt(slot, 0)) > 0) yield slot;
  }

  #write(slot: number, at: number, text: string, most: number): void {
    const bytes = new TextEncoder().encode(text).subarray(0, most);
    Atomics.store(this.#words, wordAt(slot, at), 0);
    this.#bytes.set(bytes, slot * BOARD_BYTES + at + 4);
    // Last: whoever sees a length sees the text.
    Atomics.store(this.#words, wordAt(slot, at), bytes.length);
  }

  /** Null where there is none, or it is being written. */
  #read(slot: number, at: number): string | null {
    const length = Atomics.load(this.#words, wordAt(slot, at));
    if (length === 0) return null;
    const start = slot * BOARD_BYTES + at + 4;
    // The decoder takes no shared memory: a copy.
    return new TextDecoder().decode(this.#bytes.slice(start, start + length));
  }
}

const wordAt = (slot: number, at: number): number => (slot * BOARD_BYTES + at) / 4;
const longAt = (slot: number, at: number): number => (slot * BOARD_BYTES + at) / 8;
