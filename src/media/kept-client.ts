/** GETs over connections that are kept for a while: the one used last is used next, and one is opened when none is free. */
import type { Connection, Keeper } from './connection.js';
import type { AnswerHandler, Client, Exchange } from './exchange.js';
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
    if (kept?.length === 0) free.delete(origin);
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

  function start(url: URL, handler: AnswerHandler): Exchange {
    let connection: Connection;
    let isSettled = false;
    let resolve: () => void;
    let reject: (error: unknown) => void;
    const done = new Promise<void>((onDone, onFailure) => {
      resolve = onDone;
      reject = onFailure;
    });

    function askOn(one: Connection, isUsed: boolean): void {
      connection = one;
      one.ask(url, {
        onHead: (head) => handler.onHead(head),
        onData: (chunk) => handler.onData(chunk),
        onDone() {
          isSettled = true;
          resolve();
        },
        onFailure(error, isUnanswered) {
          if (isSettled) return;
          // The server has closed it while the request was on its way. A GET may be sent again.
          if (isUsed && isUnanswered && onAllClosed === null) {
            askOn(openFor(url), false);
            return;
          }
          isSettled = true;
          reject(error);
        },
      });
    }

    const used = takeFree(url.origin);
    askOn(used ?? openFor(url), used !== null);
    return {
      done,
      abort(reason) {
        // Once it is settled, the connection may be another's.
        if (isSettled) return;
        isSettled = true;
        reject(reason);
        connection.drop(reason);
      },
    };
  }

  return {
    get(url, handler) {
      if (onAllClosed === null) return start(url, handler);
      return { done: Promise.reject(closedFailure()), abort() {} };
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
