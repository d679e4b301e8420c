/**
 * The loopback media server for benchmarks, tests and demos: real files under the URL paths of the dataset, with faults.
 *
 * A path decides everything: its kind, its bytes and its fault follow from it and the seed. So whoever knows the options knows what each path answers,
 * and `expected` says it.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { openAnswerLog } from './answer-log.js';
import { faultyAnswer, goodAnswer, plainAnswer, type Answer, type AnswerFacts } from './answer.js';
import { countAttempts } from './attempts.js';
import { FAULTS, isTransient, plannedFault, type Fault } from './fault.js';
import { fileOf, isUnavailable, mediaSet, otherKindOf, UNAVAILABLE_PATH, type MediaSet } from './media-set.js';
import { resolveOptions, type MediaServerOptions, type ResolvedOptions } from './options.js';
import { send } from './send.js';
import { createTokenBucket } from './token-bucket.js';

export { FAULTS, type Fault } from './fault.js';
export type { MediaServerOptions } from './options.js';

/** One request, as it was answered. */
export interface LogEntry {
  /** Without the query. */
  readonly path: string;
  /** Null when the answer was good, and for a path that names no file. */
  readonly fault: Fault | null;
  readonly status: number;
}

/** What a client ends up with that asks for a path often enough. */
export interface Expected {
  /** The path's fault, even if it passes. */
  readonly fault: Fault | null;
  /** The whole file; null if the path never gives it in good order and time. */
  readonly body: Uint8Array | null;
}

export interface MediaServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The first answers, at most `logLimit` of them. */
  readonly log: readonly LogEntry[];
  /**
   * Answers so far: `requests` in all, and of these `ok`, `unavailable` (the picture that a placeholder redirect leads to), `unknown` (a path that names
   * no file), and each fault under its name.
   */
  readonly counts: Record<string, number>;
  expected(path: string, host?: string): Expected;
  /** Ends all connections and timers, and the log's file. */
  close(): Promise<void>;
}

/** An answer, and what to count it under. */
interface Choice {
  readonly answer: Answer;
  readonly label: Fault | 'ok' | 'unavailable' | 'unknown';
}

/** Longer than a client's pause, so that none finds its connection closed just as it asks. */
const KEEP_ALIVE_MS = 60_000;

/** Starts the server on 127.0.0.1. Throws `YfccError` (`usage`) for a bad option, and the system's error if the port is taken. */
export async function startMediaServer(options: MediaServerOptions = {}): Promise<MediaServer> {
  const resolved = resolveOptions(options);
  const media = await mediaSet(resolved.seed, resolved.bodies, resolved.smallBodies);
  const choose = chooser(resolved, media);
  const counts: Record<string, number> = {};
  for (const label of ['requests', 'ok', 'unavailable', 'unknown', ...FAULTS]) counts[label] = 0;
  const log: LogEntry[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const file = resolved.logFile === null ? null : await openAnswerLog(resolved.logFile);
  const startedMs = performance.now();

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    const host = request.headers.host ?? hostOf(server);
    const { answer, label } = choose(path, host);
    count(counts, 'requests');
    count(counts, label);
    const { status } = answer;
    const fault = faultIn(label);
    if (log.length < resolved.logLimit) log.push({ path, fault, status });
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - startedMs);
      file?.write({ milliseconds, host, path, fault, status, isWhole: response.writableFinished });
    });
    const { dripIntervalMs, lateMs, endlessBytes } = resolved;
    send(response, answer, { isHead: request.method === 'HEAD', dripIntervalMs, lateMs, endlessBytes, timers });
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (resolved.delayMs === 0) {
      respond(request, response);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      respond(request, response);
    }, resolved.delayMs);
    timers.add(timer);
  });
  server.listen(resolved.port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: portOf(server),
    origin: `http://${hostOf(server)}`,
    log,
    counts,
    expected: (path, host = hostOf(server)) => expectedOf(path, host, resolved, media),
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      // The callback's error says only that the server is closed already.
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await file?.close();
    },
  };
}

/** Returns what decides on an answer; it holds how often each path was asked. */
function chooser(options: ResolvedOptions, media: MediaSet): (path: string, host: string) => Choice {
  const attemptAt = countAttempts();
  const { retryAfterSeconds, privateUrl } = options;
  const bucket = options.bucketRate === 0 ? null : createTokenBucket(options.bucketRate, options.bucketBurst);
  const { unavailable } = media;
  return (path, host) => {
    const file = fileOf(path, media);
    if (file === null) return { answer: plainAnswer(404, 'No such path'), label: 'unknown' };
    if (isUnavailable(path)) return { answer: goodAnswer(file), label: 'unavailable' };
    const facts = (): AnswerFacts => ({
      unavailableUrl: `http://${host}${UNAVAILABLE_PATH}`,
      unavailable,
      otherKind: otherKindOf(path, media),
      ownUrl: `http://${host}${path}`,
      privateUrl,
      retryAfterSeconds,
    });
    if (bucket?.take(performance.now()) === false) {
      return { answer: faultyAnswer('throttled', file, facts()), label: 'throttled' };
    }
    const fault = plannedFault(path, host, options);
    const isOver = fault !== null && passes(fault, path, options) && attemptAt(path) > attemptsOf(path, options);
    if (fault === null || isOver) return { answer: goodAnswer(file), label: 'ok' };
    return { answer: faultyAnswer(fault, file, facts()), label: fault };
  };
}

function expectedOf(path: string, host: string, options: ResolvedOptions, media: MediaSet): Expected {
  const file = fileOf(path, media);
  if (file === null) return { fault: null, body: null };
  const fault = isUnavailable(path) ? null : plannedFault(path, host, options);
  const body = fault === null || passes(fault, path, options) ? Buffer.concat(file.parts) : null;
  return { fault, body };
}

function passes(fault: Fault, path: string, options: ResolvedOptions): boolean {
  return isTransient(fault) && attemptsOf(path, options) !== Infinity;
}

function attemptsOf(path: string, { transientAttempts }: ResolvedOptions): number {
  return typeof transientAttempts === 'number' ? transientAttempts : transientAttempts(path);
}

/** The request's path without its query. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function count(counts: Record<string, number>, label: string): void {
  counts[label] = (counts[label] ?? 0) + 1;
}

function faultIn(label: Choice['label']): Fault | null {
  return label === 'ok' || label === 'unavailable' || label === 'unknown' ? null : label;
}

function hostOf(server: Server): string {
  return `127.0.0.1:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no TCP port');
  return address.port;
}
