/**
 * When the next request may go to a host: words of shared memory a host, so that all threads keep one pace together.
 *
 * Every host may be asked as fast as its rate allows, or without a limit. One that says "too many" is slowed down to half
 * of what it bore, comes back to nearly that in steps of a hundredth, one a file, and then feels its way on in steps that
 * begin tiny and grow: so a limit that the host keeps to is met seldom, and one that it has given up is left behind.
 *
 * A few such answers among very many are no limit, but what some servers say now and then at any rate. They slow nothing
 * down where nobody has set a rate and the host asks for no time: else each would halve the rate again, down to nothing.
 */
import { HOST_WORD, HOST_WORDS } from '../core/host-buffer.js';
import { rateOf, type HostRates } from '../core/host-rates.js';
import { remembered } from '../core/remembered.js';
import type { HostSlots } from './host-slots.js';

const {
  next: NEXT,
  held: HELD,
  gap: GAP,
  ceiling: CEILING,
  cut: CUT,
  files: FILES,
  since: SINCE,
  lately: LATELY,
  refused: REFUSED,
} = HOST_WORD;

const LONGEST_GAP = 60e9;
/** The answers to requests that were all in flight at once are one message, not many: they halve the rate once. */
const CUT_EVERY = 1e9;
/** What was not sent in time, since timers are coarse, may be made up for as far back as this. */
const SLACK = 10e6;

/** Up to this share of what was too much a file adds `FAST_STEP` of that; beyond, `SLOW_STEP` and more with each. */
const NEARLY = 0.95;
const FAST_STEP = 1 / 100;
const SLOW_STEP = 1 / 20_000;
/** After as many files the slow steps are twice as long as at first, then five times, ten times, ... */
const FILES_TO_DOUBLE = 400;
/** Of late: past as many files both counts are halved. */
const LATE_FILES = 400;
/** No limit yet: as many "too many" as this, and as this share of the files. */
const FEW = 5;
const FEW_SHARE = 0.05;

/** With fewer files, what came in a time says little of what the host bears. */
const ENOUGH_FILES = 20;

/** All times are `Clock.nowMs()`. */
export interface Pacer {
  /** Takes the turn for one request that is sent now, and answers 0; or the milliseconds until it can be had. */
  take(host: string, nowMs: number): number;
  /** Lets no thread send to `host` before `untilMs`; never shortens a longer hold. */
  holdHost(host: string, untilMs: number): void;
  /** The host said "too many", and asked for so much time: halves its rate, unless that is not what it means. */
  slowDown(host: string, nowMs: number, retryAfterMs: number): void;
  /** The host gave a file: raises its rate by one step, up to the full one. */
  speedUp(host: string, nowMs: number): void;
}

export function createPacer({ words, slotOf, board }: HostSlots, rates: HostRates): Pacer {
  const firstWord = (host: string): number => slotOf(host) * HOST_WORDS;
  const read = (word: number): number => Number(Atomics.load(words, word));
  /** Whether the word still was `from`: then it is `to` now. */
  const swap = (word: number, from: number, to: number): boolean => {
    const was = BigInt(from);
    return Atomics.compareExchange(words, word, was, BigInt(to)) === was;
  };
  // To find a rate takes patterns.
  const gapOfOptions = remembered((host) => {
    const rate = rateOf(rates, host);
    return rate > 0 ? 1e9 / rate : 0;
  });
  const fullGap = (host: string): number => {
    // What was set while the job runs goes before its options.
    const set = board.rate(slotOf(host));
    return set === null ? gapOfOptions(host) : 1e9 / set;
  };

  return {
    take(host, nowMs) {
      const slot = firstWord(host);
      const now = toNs(nowMs);
      const held = read(slot + HELD);
      if (held > now) return toMs(held - now);
      const gap = Math.round(Math.max(read(slot + GAP), fullGap(host)));
      if (gap === 0) return 0;
      for (;;) {
        const next = read(slot + NEXT);
        if (next > now) return toMs(next - now);
        if (swap(slot + NEXT, next, Math.max(next, now - SLACK) + gap)) return 0;
      }
    },
    holdHost(host, untilMs) {
      const word = firstWord(host) + HELD;
      const until = toNs(untilMs);
      for (;;) {
        const held = read(word);
        if (held >= until || swap(word, held, until)) return;
      }
    },
    slowDown(host, nowMs, retryAfterMs) {
      const slot = firstWord(host);
      const refused = Number(Atomics.add(words, slot + REFUSED, 1n)) + 1;
      const isNoLimit = refused <= FEW + FEW_SHARE * read(slot + LATELY);
      if (isNoLimit && retryAfterMs === 0 && fullGap(host) === 0) return;
      const now = toNs(nowMs);
      const cut = read(slot + CUT);
      // Who stores the time is the one who cuts.
      if ((cut > 0 && now - cut < CUT_EVERY) || !swap(slot + CUT, cut, now)) return;
      const gap = Math.max(read(slot + GAP), fullGap(host));
      const files = Number(Atomics.exchange(words, slot + FILES, 0n));
      Atomics.store(words, slot + REFUSED, 0n);
      Atomics.store(words, slot + LATELY, 0n);
      const elapsed = Math.max(now - (Number(Atomics.exchange(words, slot + SINCE, BigInt(now))) || now), 1e8);
      const ceiling = Math.round(gapThatWasTooShort(gap, elapsed, files));
      Atomics.store(words, slot + CEILING, BigInt(ceiling));
      Atomics.store(words, slot + GAP, BigInt(Math.min(2 * ceiling, LONGEST_GAP)));
    },
    speedUp(host, nowMs) {
      const slot = firstWord(host);
      const files = Number(Atomics.add(words, slot + FILES, 1n)) + 1;
      if (files === 1) Atomics.compareExchange(words, slot + SINCE, 0n, BigInt(toNs(nowMs)));
      if (Atomics.add(words, slot + LATELY, 1n) + 1n >= LATE_FILES) {
        // Where two threads come by at once, both halve: that errs on the careful side.
        Atomics.store(words, slot + LATELY, BigInt(LATE_FILES / 2));
        Atomics.store(words, slot + REFUSED, Atomics.load(words, slot + REFUSED) / 2n);
      }
      const gap = read(slot + GAP);
      if (gap === 0) return;
      const ceiling = read(slot + CEILING);
      const share = ceiling / gap;
      const step = share < NEARLY ? FAST_STEP : SLOW_STEP * (1 + (files / FILES_TO_DOUBLE) ** 2);
      const shorter = Math.round(ceiling / (share + step));
      // When another thread was faster, its step is as good as ours.
      swap(slot + GAP, gap, shorter > fullGap(host) ? shorter : 0);
    },
  };
}

/** A little over what the host has borne, but from half the rate that was too much up to all of it. */
function gapThatWasTooShort(gap: number, elapsed: number, files: number): number {
  const borne = elapsed / (1.1 * Math.max(files, 1));
  if (gap === 0) return borne;
  return files < ENOUGH_FILES ? gap : Math.min(Math.max(borne, gap), 2 * gap);
}

const toNs = (ms: number): number => Math.round(ms * 1e6);
const toMs = (ns: number): number => ns / 1e6;
