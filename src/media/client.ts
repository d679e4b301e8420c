/**
 * One GET: kept-alive connections, no redirects, checked addresses, and failures as one class. How many connections
 * there are at a time is for the caller to limit.
 */
import { lookup } from 'node:dns';
import { proxyFor, type Proxies } from '../core/proxies.js';
import { checkUserAgent } from '../core/user-agent.js';
import { SYSTEM_CLOCK } from './clock.js';
import type { AnswerHandler, Client, Exchange } from './exchange.js';
import { FetchFailure } from './fetch-failure.js';
import { createKeptClient } from './kept-client.js';
import { createLateClient } from './late-client.js';
import { isAllowedBehindProxy, isAllowedHost, type LookupRules } from './lookup.js';
import { createNameCache, type NameCache } from './name-cache.js';
import { plainConnections } from './plain-connection.js';

export type { AnswerHandler, Client, Exchange, Head } from './exchange.js';
export { FetchFailure } from './fetch-failure.js';

export interface ClientOptions extends LookupRules {
  readonly connectTimeoutMs: number;
  readonly userAgent: string;
  readonly proxies: Proxies;
  /** Certificates, PEM, that are trusted in place of the well-known ones. */
  readonly ca?: string;
}

/** @throws YfccError `usage` when `userAgent` has a character that no header may have */
export function createClient(options: ClientOptions, names: NameCache = systemNames()): Client {
  const { connectTimeoutMs, userAgent, proxies, ca = null } = options;
  checkUserAgent(userAgent);
  const headers = { 'user-agent': userAgent, accept: 'image/*, video/*', 'accept-encoding': 'identity' };
  const gear = { rules: options, names, connectTimeoutMs, headers };
  const plain = createKeptClient(plainConnections(gear));
  /** By the URL of their proxy, which is null for none. */
  const others = new Map<string | null, Client>();

  function clientFor(url: URL, proxy: string | null): Client {
    if (proxy === null && url.protocol === 'http:') return plain;
    let client = others.get(proxy);
    if (client === undefined) {
      client = createLateClient(async () => {
        // Four times as long to load as all else of this folder.
        const { undiciConnections } = await import('./undici-connection.js');
        return createKeptClient(undiciConnections({ ...gear, proxy, ca }));
      });
      others.set(proxy, client);
    }
    return client;
  }

  return {
    get(url: URL, handler: AnswerHandler): Exchange {
      const proxy = proxyFor(url, proxies);
      if (proxy === null ? isAllowedHost(url, options) : isAllowedBehindProxy(url, options)) {
        return clientFor(url, proxy).get(url, handler);
      }
      const failure = new FetchFailure('blocked', `${url.hostname} is not an address of the public internet`);
      return { done: Promise.reject(failure), abort() {} };
    },
    async close() {
      await Promise.all([plain, ...others.values()].map((client) => client.close()));
    },
  };
}

function systemNames(): NameCache {
  return createNameCache(lookup, SYSTEM_CLOCK.nowMs);
}
