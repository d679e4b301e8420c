/** When the next request may go to a host: a few words of shared memory a host, so that all threads keep one pace together. */
import { isFlickrHost } from '../core/media-url.js';
import { PACER_SLOT_WORDS, PACER_SLOTS } from '../core/pacer-buffer.js';

// A slot of PACER_SLOT_WORDS: words of 64 bits, times and gaps in microseconds of the monotonic clock.
const NEXT = 0; // when the next request may be sent
const HELD = 1; // no request before this: what a Retry-After asked for
const GAP = 2; // between two requests while it is slowed down; 0: the full rate
const CUT = 3; // when GAP was last doubled

const LONGEST_GAP_US = 60_000_000n;
/** The answers to requests that were all in flight at once are one message, not many: they halve the rate once. */
const CUT_EVERY_US = 1_000_000n;
/** Answers that it takes to come from a standstill back to the full rate. */
const STEPS_TO_FULL_RATE = 50;

/** All times are `Clock.nowMs()`. A rate holds for Flickr's hosts only, a hold for every host. */
export interface Pacer {
  /** Takes the next free time of `host` for one request, and answers it: now, or later. */
  reserve(host: string, nowMs: number): number;
  /** No request to `host` before this time. */
  heldUntil(host: string): number;
  /** Lets no thread send to `host` before `untilMs`; never shortens a longer hold. */
  holdHost(host: string, untilMs: number): void;
  /** The host said "too many": halves its rate. */
  slowDown(host: string, nowMs: number): void;
  /** The host gave a file: raises its rate by one step, up to `ratePerHost`. */
  speedUp(host: string): void;
}

/** @param ratePerHost requests a second to one Flickr host, over all threads; 0 for no limit */
export function createPacer(buffer: SharedArrayBuffer, ratePerHost: number): Pacer {
  const words = new BigInt64Array(buffer);
  const fullGapUs = ratePerHost > 0 ? toMicroseconds(1000 / ratePerHost) : 0n;

  const isPaced = (host: string): boolean => fullGapUs > 0n && isFlickrHost(host);

  return {
    reserve(host, nowMs) {
      const slot = slotOf(host);
      const held = latest(toMicroseconds(nowMs), Atomics.load(words, slot + HELD));
      if (!isPaced(host)) return toMilliseconds(held);
      for (;;) {
        const next = Atomics.load(words, slot + NEXT);
        const sendUs = latest(held, next);
        const after = sendUs + latest(fullGapUs, Atomics.load(words, slot + GAP));
        if (Atomics.compareExchange(words, slot + NEXT, next, after) === next) return toMilliseconds(sendUs);
      }
    },
    heldUntil: (host) => toMilliseconds(Atomics.load(words, slotOf(host) + HELD)),
    holdHost(host, untilMs) {
      const word = slotOf(host) + HELD;
      const untilUs = toMicroseconds(untilMs);
      for (;;) {
        const held = Atomics.load(words, word);
        if (held >= untilUs || Atomics.compareExchange(words, word, held, untilUs) === held) return;
      }
    },
    slowDown(host, nowMs) {
      if (!isPaced(host)) return;
      const slot = slotOf(host);
      const nowUs = toMicroseconds(nowMs);
      const cut = Atomics.load(words, slot + CUT);
      if (cut > 0n && nowUs - cut < CUT_EVERY_US) return;
      // Who stores the time is the one who cuts.
      if (Atomics.compareExchange(words, slot + CUT, cut, nowUs) !== cut) return;
      const doubled = 2n * latest(fullGapUs, Atomics.load(words, slot + GAP));
      Atomics.store(words, slot + GAP, doubled < LONGEST_GAP_US ? doubled : LONGEST_GAP_US);
    },
    speedUp(host) {
      if (!isPaced(host)) return;
      const word = slotOf(host) + GAP;
      const gap = Atomics.load(words, word);
      if (gap === 0n) return;
      const rate = 1 / Number(gap) + 1 / (Number(fullGapUs) * STEPS_TO_FULL_RATE);
      const shorter = BigInt(Math.round(1 / rate));
      // When another thread was faster, its step is as good as ours.
      Atomics.compareExchange(words, word, gap, shorter > fullGapUs ? shorter : 0n);
    },
  };
}

/** FNV-1a over the UTF-16 units of the name. */
function slotOf(host: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < host.length; at += 1) hash = Math.imul(hash ^ host.charCodeAt(at), 0x01000193);
  return ((hash >>> 0) % PACER_SLOTS) * PACER_SLOT_WORDS;
}

const latest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const toMicroseconds = (ms: number): bigint => BigInt(Math.round(ms * 1000));
const toMilliseconds = (us: bigint): number => Number(us) / 1000;
