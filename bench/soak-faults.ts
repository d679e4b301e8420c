/** The faults of the soak: how often each comes, and what a client is to make of it. */
import type { Outcome } from '../src/core/outcome.js';
import type { Fault } from './media-server/fault.js';
import { pathHash } from './media-server/path-hash.js';

interface SoakFault {
  readonly fault: Fault;
  /** How often it comes, beside the others. */
  readonly weight: number;
  /** One of these, when it was the last that was answered. */
  readonly outcomes: readonly Outcome[];
}

/** What takes a client's time, or slows it down for a while, comes this much less often. */
const OFTEN = 20;
const SELDOM = 1;

/** In the order of the server's list. */
export const SOAK_FAULTS: readonly SoakFault[] = [
  { fault: 'not-found', weight: OFTEN, outcomes: ['gone'] },
  { fault: 'gone', weight: OFTEN, outcomes: ['gone'] },
  { fault: 'placeholder', weight: OFTEN, outcomes: ['gone'] },
  { fault: 'throttled', weight: SELDOM, outcomes: ['throttled'] },
  { fault: 'html-429', weight: SELDOM, outcomes: ['throttled'] },
  { fault: 'html-200', weight: SELDOM, outcomes: ['throttled'] },
  { fault: 'server-error', weight: OFTEN, outcomes: ['server-error'] },
  // A reset that is seen together with the last bytes looks like an early end.
  { fault: 'reset', weight: OFTEN, outcomes: ['network', 'truncated'] },
  { fault: 'truncated-length', weight: OFTEN, outcomes: ['truncated'] },
  { fault: 'truncated-chunked', weight: OFTEN, outcomes: ['truncated'] },
  { fault: 'drip', weight: SELDOM, outcomes: ['timeout'] },
  { fault: 'wrong-type', weight: OFTEN, outcomes: ['wrong-type'] },
  { fault: 'empty', weight: OFTEN, outcomes: ['truncated'] },
  // A whole picture: only who knows it can tell that it is none of the photo.
  { fault: 'placeholder-served', weight: OFTEN, outcomes: ['ok', 'gone'] },
  { fault: 'forbidden', weight: OFTEN, outcomes: ['refused'] },
  { fault: 'busy', weight: SELDOM, outcomes: ['server-error', 'throttled'] },
  { fault: 'opted-out', weight: OFTEN, outcomes: ['refused'] },
  { fault: 'wrong-kind', weight: OFTEN, outcomes: ['wrong-type'] },
  { fault: 'too-large', weight: OFTEN, outcomes: ['too-large'] },
  { fault: 'endless', weight: SELDOM, outcomes: ['too-large'] },
  { fault: 'closed', weight: OFTEN, outcomes: ['network'] },
  { fault: 'garbage', weight: OFTEN, outcomes: ['network'] },
  { fault: 'redirect-loop', weight: OFTEN, outcomes: ['wrong-type'] },
  // Never: a job that may ask a server on loopback may ask such an address too, and it would lead off this machine.
  { fault: 'redirect-private', weight: 0, outcomes: ['blocked'] },
  { fault: 'slow-head', weight: SELDOM, outcomes: ['timeout'] },
];

const ALL_WEIGHTS = SOAK_FAULTS.reduce((sum, { weight }) => sum + weight, 0);

/** Salts of the three hashes, so that none says anything of another. */
const HAS_FAULT = 0x50a1;
const WHICH_FAULT = 0x50a2;
const PASSES = 0x50a3;

/** The fault of a path, or null: `share` of all paths have one. */
export function soakFault(path: string, share: number): Fault | null {
  if (pathHash(path, HAS_FAULT) >= share * 2 ** 32) return null;
  let at = (pathHash(path, WHICH_FAULT) / 2 ** 32) * ALL_WEIGHTS;
  for (const { fault, weight } of SOAK_FAULTS) {
    at -= weight;
    if (at < 0) return fault;
  }
  return null;
}

/** Whether the fault of a path passes after a try, if it can: for half of them. */
export function soakFaultPasses(path: string): boolean {
  return pathHash(path, PASSES) < 2 ** 31;
}

/** What a client may make of it. */
export function outcomesOf(fault: Fault): readonly Outcome[] {
  return SOAK_FAULTS.find((entry) => entry.fault === fault)?.outcomes ?? [];
}
