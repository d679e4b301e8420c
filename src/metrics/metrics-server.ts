/**
 * Gives the metrics to whoever asks at `/metrics`, and nothing else.
 *
 * It lives on the job's main thread, so what it may take of that is bounded: a text is made at most so often, however many
 * ask, connections are few, and one that is slow is ended.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { codeOf, YfccError } from '../core/errors.js';
import { listen, originOf } from '../engine/listen.js';
import type { MetricsText } from './registry.js';

const CONNECTIONS = 16;
/** For a request's line and headers; it has no body that is waited for. */
const HEADERS_MS = 5000;
/** Longer than the usual minute between two scrapes. */
const KEEP_ALIVE_MS = 75_000;
/** Who asks sooner gets the same text again. */
const FRESH_MS = 100;

export interface MetricsAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface MetricsServer {
  readonly url: string;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

/**
 * Listens until it is closed; alone it keeps no process from ending.
 * @throws YfccError `usage` where it can't listen at the address
 */
export async function openMetricsServer(
  { host, port }: MetricsAddress,
  { contentType, read }: MetricsText,
): Promise<MetricsServer> {
  const text = freshFor(FRESH_MS, read);
  const server = createServer({
    requestTimeout: HEADERS_MS,
    headersTimeout: HEADERS_MS,
    connectionsCheckingInterval: HEADERS_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.maxConnections = CONNECTIONS;
  server.on('request', (request, response) => void answer(request, response, contentType, text));
  const address = await listen(server, host, port).catch((cause: unknown) => {
    throw cantListen(host, port, cause);
  });
  server.unref();
  return {
    url: `${originOf(host, address.port)}/metrics`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  contentType: string,
  text: () => Promise<string>,
): Promise<void> {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  if (url.replace(/\?.*/s, '') !== '/metrics') {
    response.writeHead(404, plain).end('The metrics are at /metrics.\n');
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...plain, Allow: 'GET, HEAD' }).end('Only GET and HEAD are answered.\n');
    return;
  }
  try {
    const body = await text();
    response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
    response.end(method === 'HEAD' ? undefined : body);
  } catch {
    // What went wrong may name files, and is nobody's business here.
    response.writeHead(500, plain).end('The metrics could not be read.\n');
  }
}

/** Makes a text anew only when the last one is older; who asks while it is made waits for the same. */
function freshFor(milliseconds: number, read: () => Promise<string>): () => Promise<string> {
  let last = { text: '', atMs: -Infinity };
  let coming: Promise<string> | null = null;
  const make = async (): Promise<string> => {
    try {
      last = { text: await read(), atMs: performance.now() };
      return last.text;
    } finally {
      coming = null;
    }
  };
  return async () => {
    if (performance.now() - last.atMs < milliseconds) return last.text;
    coming ??= make();
    return coming;
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'which is in use: another, or --metrics 0 for any',
  EACCES: 'which is not allowed here',
  EADDRNOTAVAIL: 'which is no address of this machine',
  ENOTFOUND: 'which has no address',
};

function cantListen(host: string, port: number, cause: unknown): YfccError {
  const code = codeOf(cause);
  const reason = REASONS[code] ?? `where the system says ${code}`;
  return new YfccError('usage', `Expected --metrics to be a port that is free at ${host}, got ${port}, ${reason}.`, {
    cause,
  });
}
