/** What connections of every sort have in common, and who keeps them. */
import type { LookupRules } from './lookup.js';
import type { NameCache } from './name-cache.js';
import type { AnswerHandler } from './exchange.js';

/** Who asks; after `onDone` or `onFailure` nothing more is told. */
export interface Asker extends AnswerHandler {
  onDone(): void;
  /** @param isUnanswered no byte had come when the connection ended */
  onFailure(error: unknown, isUnanswered: boolean): void;
}

/** Who keeps the connection. */
export interface Keeper {
  /** It may be used again within so many milliseconds, at most `IDLE_MS`. */
  onFree(connection: Connection, keepMs: number): void;
  /** It is no more. */
  onClosed(connection: Connection): void;
}

export interface Connection {
  /** Sends a request to the origin it was opened for; only when it is new or free. */
  ask(url: URL, asker: Asker): void;
  /** Ends it at once; who asks gets the reason. */
  drop(reason: unknown): void;
}

/** What all connections of a client are made with. Whoever opens one has looked at the URL's host: they look up names, and check those. */
export interface ConnectionGear {
  readonly rules: LookupRules;
  readonly names: NameCache;
  readonly connectTimeoutMs: number;
  /** Sent with every request, behind `host` and `connection`. */
  readonly headers: Readonly<Record<string, string>>;
}
