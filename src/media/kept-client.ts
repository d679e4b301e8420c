/** GETs over connections that are kept for a while: the one used last is used next, and one is opened when none is free. */
import type { Asker, Connection, Keeper } from './connection.js';
import type { AnswerHandler, Client, Exchange, Head } from './exchange.js';
import { FetchFailure } from './fetch-failure.js';

/** A connection without work. */
interface Kept {
  readonly connection: Connection;
  readonly timer: NodeJS.Timeout;
}

/** @param open opens a connection to a URL's origin */
export function createKeptClient(open: (url: URL, keeper: Keeper) => Connection): Client {
  /** By origin; the one used last comes last. */
  const free = new Map<string, Kept[]>();
  const all = new Set<Connection>();
  /** Only once this is being closed. */
  let onAllClosed: (() => void) | null = null;

  function takeFree(origin: string): Connection | null {
    const kept = free.get(origin);
    const last = kept?.pop();
    if (last === undefined) return null;
    clearTimeout(last.timer);
    return last.connection;
  }

  function keep(origin: string, connection: Connection, keepMs: number): void {
    const timer = setTimeout(() => connection.drop(null), keepMs).unref();
    const kept = free.get(origin);
    if (kept === undefined) free.set(origin, [{ connection, timer }]);
    else kept.push({ connection, timer });
  }

  function forget(origin: string, connection: Connection): void {
    all.delete(connection);
    const kept = free.get(origin);
    const at = kept?.findIndex((one) => one.connection === connection) ?? -1;
    if (at >= 0) clearTimeout(kept?.splice(at, 1)[0]?.timer);
    // Not when the last one is taken: it soon comes back.
    if (kept?.length === 0) free.delete(origin);
    if (all.size === 0) onAllClosed?.();
  }

  function openFor(url: URL): Connection {
    const { origin } = url;
    const connection = open(url, {
      onFree: (connection, keepMs) => keep(origin, connection, keepMs),
      onClosed: (connection) => forget(origin, connection),
    });
    all.add(connection);
    return connection;
  }

  function openAgain(url: URL): Connection | null {
    return onAllClosed === null ? openFor(url) : null;
  }

  return {
    get(url, handler) {
      if (onAllClosed !== null) return { done: Promise.reject(closedFailure()), abort() {} };
      const used = takeFree(url.origin);
      return new KeptExchange(url, handler, used ?? openFor(url), used === null ? null : openAgain);
    },
    async close() {
      await new Promise<void>((resolve) => {
        onAllClosed = resolve;
        if (all.size === 0) resolve();
        for (const connection of all) connection.drop(closedFailure());
      });
    },
  };
}

function closedFailure(): FetchFailure {
  return new FetchFailure('network', 'the client is closed');
}

/** Null: the client is closed. */
type OpenAgain = (url: URL) => Connection | null;

/** A class, as all that is made for each file. */
class KeptExchange implements Exchange, Asker {
  readonly done: Promise<void>;
  readonly #url: URL;
  readonly #handler: AnswerHandler;
  #connection: Connection;
  /** Gives a fresh connection once, where this one was kept; null when all is being closed. */
  #openAgain: OpenAgain | null;
  #isSettled = false;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(url: URL, handler: AnswerHandler, connection: Connection, openAgain: OpenAgain | null) {
    this.#url = url;
    this.#handler = handler;
    this.#connection = connection;
    this.#openAgain = openAgain;
    this.done = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    connection.ask(url, this);
  }

  onHead(head: Head): boolean {
    return this.#handler.onHead(head);
  }

  onData(chunk: Uint8Array): boolean {
    return this.#handler.onData(chunk);
  }

  onDone(): void {
    this.#isSettled = true;
    this.#resolve();
  }

  onFailure(error: unknown, isUnanswered: boolean): void {
    if (this.#isSettled) return;
    // The server has closed it while the request was on its way. A GET may be sent again.
    const fresh = isUnanswered ? (this.#openAgain?.(this.#url) ?? null) : null;
    this.#openAgain = null;
    if (fresh === null) {
      this.#isSettled = true;
      this.#reject(error);
      return;
    }
    this.#connection = fresh;
    fresh.ask(this.#url, this);
  }

  abort(reason: unknown): void {
    // Once it is settled, the connection may be another's.
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#reject(reason);
    this.#connection.drop(reason);
  }
}
