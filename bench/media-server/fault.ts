/** The closed list of what can go wrong with one path, and which path gets which of it. */

import { pathHash } from './path-hash.js';

/** Every fault, as a client sees it on the wire. */
export const FAULTS = [
  'not-found', // 404
  'gone', // 410
  'placeholder', // 302 to the "photo unavailable" picture
  'throttled', // 429 with Retry-After
  'html-429', // the 117-byte HTML with status 429
  'html-200', // the 117-byte HTML with status 200
  'server-error', // 500
  'reset', // the connection is reset in mid-body
  'truncated-length', // half the body under the whole Content-Length, then the connection ends
  'truncated-chunked', // half the body without Content-Length, then a proper end
  'drip', // the whole body, a byte at a time
  'wrong-type', // announced as the kind that was asked for, but the bytes are JSON
  'empty', // 200 and no byte
  'placeholder-served', // 200 and the "photo unavailable" picture itself, a PNG
  'forbidden', // 403
  'busy', // 503 with Retry-After
  'opted-out', // the file, but with `X-Robots-Tag: noai`
  'wrong-kind', // a whole video where a photo was asked for, and the other way about
  'too-large', // announces a terabyte
  'endless', // begins as the file and goes on in chunks, far beyond it
  'closed', // the connection ends before any byte
  'garbage', // bytes that are no HTTP
  'redirect-loop', // 302 to the same path
  'redirect-private', // 302 to an address that is not of the public internet
  'slow-head', // the file, but its head comes late
] as const;

export type Fault = (typeof FAULTS)[number];

/** The faults that take time, and the one that leads off this machine: to be had only where they are asked for. */
const ASKED_FOR: ReadonlySet<Fault> = new Set<Fault>(['drip', 'slow-head', 'redirect-private']);

/** What a server spreads that is told nothing else. */
export const USUAL_FAULTS: readonly Fault[] = FAULTS.filter((fault) => !ASKED_FOR.has(fault));

const TRANSIENT: ReadonlySet<Fault> = new Set<Fault>([
  'throttled',
  'html-429',
  'html-200',
  'server-error',
  'reset',
  'truncated-length',
  'truncated-chunked',
  'busy',
  'closed',
  'garbage',
]);

/** Is this one that can pass when the path is asked again? The others are true of their path for ever. */
export function isTransient(fault: Fault): boolean {
  return TRANSIENT.has(fault);
}

/** Is this the name of a fault? */
export function isFault(text: string): text is Fault {
  return FAULTS.some((fault) => fault === text);
}

/** How faults are dealt out; see `MediaServerOptions` for each. */
export interface FaultPlan {
  readonly seed: number;
  readonly faultRate: number;
  readonly faults: readonly Fault[];
  readonly faultFor: (path: string, host: string) => Fault | null;
}

/** Salts of the two hashes: whether a path has a fault says nothing about which. */
const HAS_FAULT = 0x5fa17;
const WHICH_FAULT = 0x3c6ef;

/** Returns the fault of a path, or null: first what `faultFor` says, then the rate. The same path always has the same one. */
export function plannedFault(
  path: string,
  host: string,
  { seed, faultRate, faults, faultFor }: FaultPlan,
): Fault | null {
  const byPath = faultFor(path, host);
  if (byPath !== null) return byPath;
  if (pathHash(path, seed ^ HAS_FAULT) >= faultRate * 2 ** 32) return null;
  return faults[pathHash(path, seed ^ WHICH_FAULT) % faults.length] ?? null;
}
