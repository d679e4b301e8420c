/** The dashboard: a server on this machine whose page shows the job, and can steer it. Opened before the job, closed behind it. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { hostname } from 'node:os';
import { codeOf, YfccError } from '../core/errors.js';
import { listen, originOf } from '../engine/listen.js';
import type { Reporter, RunSummary } from '../jobs/reporter.js';
import { answer } from './answers.js';
import { EventStream } from './event-stream.js';
import type { Door } from './guard.js';
import { LiveJob } from './live-job.js';

/** Taken when none is asked for, or one of those behind it. */
export const DEFAULT_PORT = 8099;
const PORTS_TRIED = 20;
/** Sockets at a time, of all pages. With each a picture may be on its way, of 4 MiB at most. */
const MOST_CONNECTIONS = 64;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export interface DashboardOptions {
  /** 0: any free one; null: 8099, or the next that is free. */
  readonly port: number | null;
  /** Address, or name of one, to listen on. */
  readonly host: string;
  /** The words for how a job has ended. */
  readonly summaryLines: (summary: RunSummary) => readonly string[];
  /** Is told what a person has done to the job; a sentence. */
  readonly onCommand: (text: string) => void;
}

export interface Dashboard {
  /** With the token behind `#`, which browsers don't send and pages elsewhere don't see. */
  readonly url: string;
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
  readonly reporter: Reporter;
  /** Delivers the last events, a short time at most, and ends all connections. */
  close(): Promise<void>;
}

/** Listens, or throws `usage` where that can't be. */
export async function openDashboard(options: DashboardOptions): Promise<Dashboard> {
  const job = new LiveJob(options.summaryLines);
  const stream = new EventStream(job);
  const server = createServer();
  server.maxConnections = MOST_CONNECTIONS;
  const { port, address } = await listenAtOne(server, options);
  const isLoopback = LOOPBACK.test(address);
  const isAnyAddress = ANY_ADDRESS.has(address);
  const token = randomBytes(18).toString('base64url');
  const names = new Set([options.host.toLowerCase(), address]);
  if (isLoopback || isAnyAddress) for (const name of ['localhost', '127.0.0.1', '::1']) names.add(name);
  if (isAnyAddress) names.add(hostname().toLowerCase());
  const door: Door = { port, names, isAnyAddress, isLoopback, token };
  const answering = { door, job, stream, onCommand: options.onCommand };
  server.on('request', (request, response) => void answer(request, response, answering));
  return {
    url: `${originOf(isAnyAddress ? hostname() : options.host, port)}/#token=${token}`,
    isLoopback,
    reporter: job,
    async close() {
      server.close();
      await stream.end();
      server.closeAllConnections();
    },
  };
}

async function listenAtOne(server: Server, { port, host }: DashboardOptions): Promise<AddressInfo> {
  const ports = port === null ? Array.from({ length: PORTS_TRIED }, (_, k) => DEFAULT_PORT + k) : [port];
  let cause: unknown;
  for (const one of ports) {
    try {
      return await listen(server, host, one);
    } catch (error) {
      cause = error;
      if (codeOf(error) !== 'EADDRINUSE') break;
    }
  }
  throw new YfccError('usage', sentence(cause, ports, host), { cause });
}

function sentence(cause: unknown, [first = 0, ...others]: readonly number[], host: string): string {
  const code = codeOf(cause);
  if (code === 'EADDRINUSE')
    return `Expected --dashboard to name a free port, got ${first}${others.length > 0 ? ` to ${others.at(-1)}` : ''}, which ${others.length > 0 ? 'are' : 'is'} in use on ${host}.`;
  if (code === 'EACCES') return `Expected --dashboard to name a port that may be listened on, got ${first}.`;
  return `Expected --dashboard-host to name an address of this machine, got ${host} (${code}).`;
}
