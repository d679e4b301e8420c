/** What the flame graph's page has in it for its script, as JSON; names are short, since there are many calls. */

export interface PageCall {
  /** The function's name. */
  readonly name: string;
  /** File and line; empty for what is not in a file. */
  readonly place: string;
  /** Of `FRAME_KINDS`. */
  readonly kind: string;
  /** Microseconds, in it and in what it called. */
  readonly value: number;
  /** Microseconds in the function itself. */
  readonly self: number;
  readonly children: readonly PageCall[];
}

export interface PageThread {
  readonly name: string;
  /** Stands for the whole thread. */
  readonly top: PageCall;
}
