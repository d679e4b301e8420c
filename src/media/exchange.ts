/** The two ends of one GET: what a client tells of the answer, and what its caller may do meanwhile. */

export interface Head {
  readonly status: number;
  /** Several of one name are joined with `, `; `name` in lower case. */
  readonly header: (name: string) => string | null;
}

/** What a client calls while an answer comes; all synchronous. What a method throws drops the connection and rejects `done` with it. */
export interface AnswerHandler {
  /**
   * The head of the final answer (1xx are passed over). False: the body is not wanted; `done` resolves at once, and the
   * connection is kept when the rest is small.
   */
  onHead(head: Head): boolean;
  /** Bytes of the body, valid only during the call. False: enough; `done` resolves, the connection is dropped. */
  onData(chunk: Uint8Array): boolean;
}

export interface Exchange {
  /**
   * Resolves when the body came to its proper end, or a method said false. Rejects with `FetchFailure`, with what a
   * handler threw, or with abort's reason.
   */
  readonly done: Promise<void>;
  /** Drops the connection; `done` rejects with `reason` unless it is settled. */
  abort(reason: unknown): void;
}

export interface Client {
  get(url: URL, handler: AnswerHandler): Exchange;
  /** Drops what is in flight and closes all connections. */
  close(): Promise<void>;
}

/** As much of a head, and of the bytes around the chunks of a body. */
export const MAX_HEAD_BYTES = 16 * 1024;
/** A body that nobody wants is cheaper to read up to this size than a new connection is to make. */
export const DISCARD_BYTES = 16 * 1024;
/** A connection that is not used for this long is closed. */
export const IDLE_MS = 10_000;
