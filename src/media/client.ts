/** One GET over undici, the only importer of it: kept-alive connections, no redirects, checked addresses, and failures as one class. */
import { Agent, errors, Pool, type Dispatcher } from 'undici';
import type { Outcome } from '../core/outcome.js';
import { BlockedAddressError, createLookup, isAllowedHost, type LookupRules } from './lookup.js';

export interface ClientOptions extends LookupRules {
  /** To one origin. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly userAgent: string;
}

/** The head of an answer, and its body as it comes. Read the body to its end, leave its loop, or discard it: else its connection stays taken. */
export interface Answer {
  readonly status: number;
  /** Several headers of one name are joined with `, `; `name` in lower case. */
  readonly header: (name: string) => string | null;
  /** Throws `FetchFailure` where the connection breaks, and the signal's reason when it aborts. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Throws the body away, and keeps the connection if the body is small. Never rejects. */
  readonly discard: () => Promise<void>;
}

export interface Client {
  /** Rejects with `FetchFailure`, and with the signal's reason when it aborts. */
  get(url: URL, signal: AbortSignal): Promise<Answer>;
  /** Waits for the requests in flight, then closes all connections. */
  close(): Promise<void>;
}

/** What the network did, already named as an outcome. */
export class FetchFailure extends Error {
  readonly outcome: Extract<Outcome, 'network' | 'truncated' | 'blocked'>;

  constructor(outcome: FetchFailure['outcome'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FetchFailure';
    this.outcome = outcome;
  }
}

const HEADER_BYTES = 16 * 1024;
/** An error page up to this size is cheaper to read than a new connection is to make. */
const DISCARD_BYTES = 16 * 1024;
const KEEP_ALIVE_MS = 10_000;

/** What undici says when the peer ends the connection in good order, but before the end of the body. A reset is another thing: `ECONNRESET`. */
const CUT_SHORT = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HTTPParserError']);

export function createClient(options: ClientOptions): Client {
  const poolOptions = {
    pipelining: 1,
    connections: options.connections,
    maxHeaderSize: HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The caller's signal is the deadline for head and body together.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const agent = new Agent({
    // A lookup is told the host but not the port, and `resolve` asks for both: so every origin has a lookup of its own.
    factory(origin) {
      const lookup = createLookup(portOf(new URL(origin)), options);
      const connect = { timeout: options.connectTimeoutMs, autoSelectFamily: true, lookup };
      return new Pool(origin, { ...poolOptions, connect });
    },
  });
  const headers = { 'user-agent': options.userAgent, accept: 'image/*, video/*', 'accept-encoding': 'identity' };

  return {
    async get(url, signal) {
      if (!isAllowedHost(url, options)) {
        throw new FetchFailure('blocked', `${url.hostname} is not an address of the public internet`);
      }
      try {
        const request = { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers, signal };
        return answerOf(await agent.request(request), signal);
      } catch (error) {
        throw signal.aborted ? signal.reason : failureOf(error);
      }
    },
    close: () => agent.close(),
  };
}

function portOf(origin: URL): number {
  if (origin.port !== '') return Number(origin.port);
  return origin.protocol === 'https:' ? 443 : 80;
}

function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData, signal: AbortSignal): Answer {
  return {
    status: statusCode,
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    body: readBody(body, signal),
    async discard() {
      // The answer is known without its body, so whatever becomes of that changes nothing.
      await body.dump({ limit: DISCARD_BYTES, signal }).catch(() => {});
    },
  };
}

async function* readBody(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { outcome, message } = failureOf(error);
    throw new FetchFailure(CUT_SHORT.has(codeOf(error)) ? 'truncated' : outcome, message, error);
  }
}

/** Errors without a code are bugs, and go on as they are. */
function failureOf(error: unknown): FetchFailure {
  if (error instanceof BlockedAddressError) return new FetchFailure('blocked', error.message, error);
  const code = codeOf(error);
  if (code === '' || !(error instanceof Error)) throw error;
  return new FetchFailure('network', error.message === '' ? code : `${code}: ${error.message}`, error);
}

function codeOf(error: unknown): string {
  // The one error of undici that may come without a code.
  if (error instanceof errors.HTTPParserError) return error.name;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
