/** One answer of a server to a request for a file, or for the rest of it: what is asked of servers of every kind. */
import type { Stall } from './stall.js';

/** What an answer says of the file. */
export interface RemoteState {
  /** Of the whole file; null where it is not told. */
  readonly bytes: number | null;
  /** ETag, else Last-Modified; null where there is neither. */
  readonly validator: string | null;
  readonly hasRanges: boolean;
}

export interface RemoteRange {
  readonly from: number;
  /** Last byte wanted; null: to the end. */
  readonly to: number | null;
  /** What an earlier answer said; null for the first one. */
  readonly known: RemoteState | null;
}

export interface RemoteBody {
  readonly state: RemoteState;
  /** The next bytes; null at the end. */
  next(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/**
 * Asks for bytes `from` to `to`. Rejects with a `FinalError` when it is of no use to ask again, with a `ChangedError`
 * when the file is not the one that is `known`. `stall` is to be asked for each wait.
 */
export type OpenBody = (range: RemoteRange, stall: Stall) => Promise<RemoteBody>;

/** An answer that another try would not mend. */
export class FinalError extends Error {}

/** Another file is there than before. */
export class ChangedError extends FinalError {
  constructor(message = 'another file is there now') {
    super(message);
  }
}

/** Whether two answers are of the same file, as far as they say. */
export function isSame(a: RemoteState, b: RemoteState): boolean {
  return a.validator === b.validator && (a.bytes === null || b.bytes === null || a.bytes === b.bytes);
}

/** Whether a server that answers so may do better the next time. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/**
 * First byte of the part and bytes of the whole, each null where it is not told. RFC 9110, 14.4: `bytes 0-1023/146515`,
 * with an asterisk for the range of an answer 416, or for a size that is not known.
 */
export function parseContentRange(header: string): { readonly first: number | null; readonly bytes: number | null } {
  const first = /^bytes (\d+)-/.exec(header)?.[1];
  const bytes = /\/(\d+)$/.exec(header)?.[1];
  return { first: first === undefined ? null : Number(first), bytes: bytes === undefined ? null : Number(bytes) };
}

/** Throws where an answer is of another file, or from another byte on. */
export function checkAnswer({ from, known }: RemoteRange, state: RemoteState, first: number | null): void {
  if (known !== null && !isSame(known, state)) throw new ChangedError();
  if (first !== from) throw new FinalError(`the server sends it from byte ${first ?? '?'} on, not from ${from}`);
}
