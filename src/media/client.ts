/** One GET over undici, the only importer of it (interim: the plain client takes its place). */
import { Agent, errors, Pool, type Dispatcher } from 'undici';
import type { Outcome } from '../core/outcome.js';
import { BlockedAddressError, createLookup, isAllowedHost, type LookupRules } from './lookup.js';

export interface ClientOptions extends LookupRules {
  readonly connectTimeoutMs: number;
  readonly userAgent: string;
}

export interface Head {
  readonly status: number;
  readonly header: (name: string) => string | null;
}

export interface AnswerHandler {
  onHead(head: Head): boolean;
  onData(chunk: Uint8Array): boolean;
}

export interface Exchange {
  readonly done: Promise<void>;
  abort(reason: unknown): void;
}

export interface Client {
  get(url: URL, handler: AnswerHandler): Exchange;
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

const CUT_SHORT = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HTTPParserError']);

export function createClient(options: ClientOptions): Client {
  const agent = new Agent({
    factory(origin) {
      const lookup = createLookup(portOf(new URL(origin)), options);
      const connect = { timeout: options.connectTimeoutMs, autoSelectFamily: true, lookup };
      return new Pool(origin, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 10_000, connect });
    },
  });
  const headers = { 'user-agent': options.userAgent, accept: 'image/*, video/*', 'accept-encoding': 'identity' };
  return {
    get(url, handler) {
      let abort: (reason: unknown) => void = () => {};
      const done = new Promise<void>((resolve, reject) => {
        if (!isAllowedHost(url, options)) {
          reject(new FetchFailure('blocked', `${url.hostname} is not an address of the public internet`));
          return;
        }
        let hasHead = false;
        let isOver = false;
        let controller: Dispatcher.DispatchController | null = null;
        const stop = (settle: () => void): void => {
          isOver = true;
          settle();
          controller?.abort(new Error('stopped'));
        };
        abort = (reason) => stop(() => reject(reason));
        const call = (work: () => boolean): void => {
          if (isOver) return;
          try {
            if (!work()) stop(resolve);
          } catch (error) {
            stop(() => reject(error));
          }
        };
        agent.dispatch(
          { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers },
          {
            onRequestStart(own) {
              controller = own;
              if (isOver) own.abort(new Error('stopped'));
            },
            onResponseStart(_own, status, fields) {
              if (status < 200) return;
              hasHead = true;
              const header = (name: string): string | null => {
                const value = fields[name];
                return Array.isArray(value) ? value.join(', ') : (value ?? null);
              };
              call(() => handler.onHead({ status, header }));
            },
            onResponseData(_own, chunk) {
              call(() => handler.onData(chunk));
            },
            onResponseEnd: () => resolve(),
            onResponseError(_own, error) {
              if (isOver) return;
              try {
                const failure = failureOf(error);
                reject(
                  hasHead && CUT_SHORT.has(codeOf(error))
                    ? new FetchFailure('truncated', failure.message, error)
                    : failure,
                );
              } catch (bug) {
                reject(bug);
              }
            },
          },
        );
      });
      return { done, abort: (reason) => abort(reason) };
    },
    close: () => agent.destroy(),
  };
}

function portOf(origin: URL): number {
  if (origin.port !== '') return Number(origin.port);
  return origin.protocol === 'https:' ? 443 : 80;
}

/** Errors without a code are bugs, and go on as they are. */
function failureOf(error: unknown): FetchFailure {
  if (error instanceof BlockedAddressError) return new FetchFailure('blocked', error.message, error);
  const code = codeOf(error);
  if (code === '' || !(error instanceof Error)) throw error;
  return new FetchFailure('network', error.message === '' ? code : `${code}: ${error.message}`, error);
}

function codeOf(error: unknown): string {
  if (error instanceof errors.HTTPParserError) return error.name;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
