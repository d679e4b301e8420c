/** What a fetcher works with: the client, and what all requests of a thread, and through shared memory of all threads, keep to. */
import { parseAllowedHosts } from '../core/allowed-hosts.js';
import { countRequest } from '../core/counters.js';
import type { MediaSettings } from '../core/protocol.js';
import { parseResolve } from '../core/resolve.js';
import { createBodyBuffers, type BodyBuffers } from './body-buffers.js';
import { createBreaker, type Breaker } from './breaker.js';
import { createClient, type Client } from './client.js';
import type { Clock } from './clock.js';
import { createConnections, type Connections } from './connections.js';
import { createGate, type Gate } from './gate.js';
import { heldPacer } from './held-pacer.js';
import { createHostSlots, type HostSlots } from './host-slots.js';
import { createLimiter, type Limiter } from './limiter.js';
import { createPacer, type Pacer } from './pacer.js';
import { createWatch, type Watch } from './watch.js';

/** How a worker fetches; plain, so that it crosses threads. */
export interface MediaOptions extends Omit<MediaSettings, 'kinds'> {
  /** Absolute; exists, on the same file system as the output. */
  readonly tmpDir: string;
  /** See `core/pause-flag.ts`. */
  readonly pauseFlag: SharedArrayBuffer;
  /** See `core/counters.ts`. */
  readonly counters: SharedArrayBuffer;
}

/** What every try works with. */
export interface Gear {
  readonly client: Client;
  readonly limiter: Limiter;
  readonly pacer: Pacer;
  readonly breaker: Breaker;
  readonly connections: Connections;
  readonly watch: Watch;
  readonly buffers: BodyBuffers;
  /** Lets in those whose files are worked on: a connection is not left before there is room, or memory would fill. Null: nothing is done to them. */
  readonly workshop: Gate | null;
  readonly clock: Clock;
  /** What people see of the hosts. */
  readonly slots: HostSlots;
  /** Told of each request that was sent, how long it took: its body is in that, waiting for a turn is not. */
  readonly onRequest: (milliseconds: number) => void;
  /** For all requests of a try together, bodies included; waiting for a turn does not count. */
  readonly deadlineMs: number;
  /** Whether `X-Robots-Tag: noai` and its like are respected. */
  readonly respectsRobots: boolean;
  /** Waits for dead hosts for a while; else what they have is put off. */
  readonly isPatient: boolean;
}

/** Pictures that a worker has in hand: more than the threads of Node that work on them. */
const PICTURES_AT_ONCE = 8;
const CONNECT_TIMEOUT_MS = 10_000;

/** @throws YfccError `usage` when `resolve`, `allowHosts` or `userAgent` cannot be read */
export function createGear(options: MediaOptions, clock: Clock): Gear {
  const { deadlineMs } = options;
  const slots = createHostSlots(options.hosts);
  const pacer = createPacer(slots, options.rates);
  const breaker = createBreaker(slots);
  const connections = createConnections(options.hosts, slots, options.connections);
  const client = createClient({
    connectTimeoutMs: Math.min(CONNECT_TIMEOUT_MS, deadlineMs),
    userAgent: options.userAgent,
    resolve: parseResolve(options.resolve),
    allowPrivate: options.allowPrivate,
    allowHosts: parseAllowedHosts(options.allowHosts),
    proxies: options.proxies,
  });
  return {
    client,
    limiter: createLimiter(connections, heldPacer(pacer, options.pauseFlag), breaker, clock),
    pacer,
    breaker,
    connections,
    watch: createWatch(clock, deadlineMs, options.minRate),
    buffers: createBodyBuffers(),
    workshop: options.image === null ? null : createGate(PICTURES_AT_ONCE),
    clock,
    slots,
    onRequest: (milliseconds) => countRequest(options.counters, milliseconds),
    deadlineMs,
    respectsRobots: options.respectsRobots,
    isPatient: options.isPatient,
  };
}
