/** Connections through undici, the only importer of it: TLS, and proxies. */
import { Client, Pool, ProxyAgent, type Dispatcher } from 'undici';
import type { Asker, Connection, ConnectionGear, Keeper } from './connection.js';
import { DISCARD_BYTES, IDLE_MS, MAX_HEAD_BYTES } from './exchange.js';
import { failureOf, FetchFailure } from './fetch-failure.js';
import { codeOf } from '../core/errors.js';
import { portOf } from '../core/host-name.js';
import { createLookup } from './lookup.js';

export interface UndiciGear extends ConnectionGear {
  /** URL of the proxy that all requests go through; null: none. Its own address is the user's choice, and not checked. */
  readonly proxy: string | null;
  /** Certificates, PEM, that are trusted in place of the well-known ones; null: those. */
  readonly ca: string | null;
}

/** What undici says when the peer ends the connection in good order, but before the end of the body. A reset is another thing: `ECONNRESET`. */
const CUT_SHORT = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HTTPParserError']);
/** How it looks when a kept connection is closed while a request is on its way. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** No timeout of undici's: who asks has a deadline for head and body together. */
const LIMITS = {
  pipelining: 1,
  maxHeaderSize: MAX_HEAD_BYTES,
  keepAliveTimeout: IDLE_MS,
  headersTimeout: 0,
  bodyTimeout: 0,
};

/** Gives a function that opens a connection to a URL's origin: a client of undici's that has one, and is given one request at a time. */
export function undiciConnections(gear: UndiciGear): (url: URL, keeper: Keeper) => Connection {
  return (url, keeper) => {
    const dispatcher = gear.proxy === null ? direct(url, gear) : proxied(gear.proxy, gear);
    return openConnection(dispatcher, gear.headers, keeper);
  };
}

function direct(url: URL, { rules, names, connectTimeoutMs, ca }: UndiciGear): Dispatcher {
  const lookup = createLookup(portOf(url), rules, names);
  const connect = { timeout: connectTimeoutMs, autoSelectFamily: true, lookup, ...(ca === null ? {} : { ca }) };
  return new Client(url.origin, { ...LIMITS, connect });
}

/** As curl does it: `http:` by the whole URL in the request, `https:` through a tunnel. */
function proxied(uri: string, { connectTimeoutMs, ca }: UndiciGear): Dispatcher {
  const tls = { timeout: connectTimeoutMs, autoSelectFamily: true, ...(ca === null ? {} : { ca }) };
  const factory = (origin: string | URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, ...LIMITS, connections: 1 });
  return new ProxyAgent({ uri, proxyTunnel: false, proxyTls: tls, requestTls: tls, factory });
}

function openConnection(dispatcher: Dispatcher, headers: ConnectionGear['headers'], keeper: Keeper): Connection {
  /** Who asks; null when nobody does, or has got what it wants. */
  let asker: Asker | null = null;
  let isDropped = false;

  function drop(reason: unknown): void {
    const ended = asker;
    asker = null;
    if (!isDropped) {
      isDropped = true;
      const onClosed = (): void => keeper.onClosed(connection);
      dispatcher.destroy(null).then(onClosed, onClosed);
    }
    ended?.onFailure(reason, false);
  }

  function handlerFor(now: Asker): Dispatcher.DispatchHandler {
    let hasHead = false;
    /** The body is not wanted; how much more may come before the connection isn't worth it. */
    let discardBytes: number | null = null;

    const done = (isReusable: boolean): void => {
      if (isReusable) keeper.onFree(connection, IDLE_MS);
      else drop(null);
    };
    /** Nothing more is told. */
    const release = (): void => {
      asker = null;
      now.onDone();
    };
    /** Runs what the handler does; undici would take its errors for failures of the network. */
    const guard = (work: () => boolean): boolean => {
      try {
        return work();
      } catch (error) {
        if (asker === now) drop(error);
        return false;
      }
    };

    return {
      onRequestStart() {},
      onResponseStart(_, status, fields) {
        if (asker !== now || status < 200) return;
        hasHead = true;
        const header = (name: string): string | null => {
          const value = fields[name];
          return Array.isArray(value) ? value.join(', ') : (value ?? null);
        };
        if (guard(() => now.onHead({ status, header })) || asker !== now) return;
        discardBytes = DISCARD_BYTES;
        release();
        if (Number(header('content-length') ?? 0) > DISCARD_BYTES) drop(null);
      },
      onResponseData(_, chunk) {
        if (discardBytes !== null) {
          discardBytes -= chunk.length;
          if (discardBytes < 0) drop(null);
          return;
        }
        if (asker !== now || guard(() => now.onData(chunk)) || asker !== now) return;
        release();
        drop(null);
      },
      onResponseEnd() {
        if (isDropped) return;
        done(true);
        if (asker === now) release();
      },
      onResponseError(_, error) {
        if (asker !== now) {
          done(false);
          return;
        }
        asker = null;
        drop(null);
        now.onFailure(nameFailure(error, hasHead), !hasHead && CLOSED.has(codeOf(error)));
      },
    };
  }

  const connection: Connection = {
    ask(url, next) {
      asker = next;
      const options: Dispatcher.DispatchOptions = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { host: url.host, ...headers },
        // A proxy's connection does not take them from its pool.
        headersTimeout: 0,
        bodyTimeout: 0,
      };
      dispatcher.dispatch(options, handlerFor(next));
    },
    drop,
  };
  return connection;
}

function nameFailure(error: unknown, hasHead: boolean): unknown {
  // The one error of undici that may come without a code.
  const isParserError = error instanceof Error && error.name === 'HTTPParserError';
  const code = isParserError ? error.name : codeOf(error);
  const failure = isParserError ? new FetchFailure('network', `${code}: ${error.message}`, error) : failureOf(error);
  if (!(failure instanceof FetchFailure) || !hasHead || !CUT_SHORT.has(code)) return failure;
  return new FetchFailure('truncated', failure.message, error);
}
