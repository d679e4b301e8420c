/** What the network did, already named as an outcome. */
import { codeOf } from '../core/errors.js';
import type { Outcome } from '../core/outcome.js';
import { BlockedAddressError } from './lookup.js';

/** A fetch that came to no answer, or to a part of one. */
export class FetchFailure extends Error {
  readonly outcome: Extract<Outcome, 'network' | 'truncated' | 'blocked'>;

  constructor(outcome: FetchFailure['outcome'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FetchFailure';
    this.outcome = outcome;
  }
}

/** An error of a socket or of DNS as a failure. What has no code is a bug, and comes back as it is. */
export function failureOf(error: unknown): unknown {
  if (error instanceof FetchFailure) return error;
  if (error instanceof BlockedAddressError) return new FetchFailure('blocked', error.message, error);
  const code = codeOf(error);
  if (code === '' || !(error instanceof Error)) return error;
  return new FetchFailure('network', error.message === '' ? code : `${code}: ${error.message}`, error);
}
