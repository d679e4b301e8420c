/**
 * Connections to plain HTTP servers, at as little CPU as Node lets them cost: sockets that read into one buffer for all,
 * and a parser that hands on slices of it.
 */
import { connect } from 'node:net';
import type { AnswerHead } from './answer-head.js';
import { createAnswerParser, type Progress } from './answer-parser.js';
import type { Asker, Connection, ConnectionGear, Keeper } from './connection.js';
import { DISCARD_BYTES, IDLE_MS } from './exchange.js';
import { FetchFailure, failureOf } from './fetch-failure.js';
import { portOf, withoutBrackets } from '../core/host-name.js';
import { createLookup } from './lookup.js';

/** As much is read at once. */
const READ_BYTES = 256 * 1024;

/** Gives a function that opens a connection to a URL's origin. */
export function plainConnections(gear: ConnectionGear): (url: URL, keeper: Keeper) => Connection {
  // Reading and handing on is one call of the event loop, so no connection can write over what another one reads.
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const fields = Object.entries(gear.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const lines = `connection: keep-alive\r\n${fields.join('')}\r\n`;
  return (url, keeper) => openConnection(url, gear, { buffer, lines }, keeper);
}

/** One exchange on its way. */
interface Running {
  readonly asker: Asker;
  hasBytes: boolean;
  head: AnswerHead | null;
  /** The asker has what it wants; how much more may come before the connection isn't worth it. */
  discardBytes: number | null;
}

function openConnection(
  origin: URL,
  { rules, names, connectTimeoutMs }: ConnectionGear,
  { buffer, lines }: { readonly buffer: Buffer; readonly lines: string },
  keeper: Keeper,
): Connection {
  const host = withoutBrackets(origin.hostname);
  const port = portOf(origin);
  let running: Running | null = null;
  const parser = createAnswerParser({ onHead, onData });

  const socket = connect({
    host,
    port,
    lookup: createLookup(port, rules, names),
    autoSelectFamily: true,
    noDelay: true,
    onread: { buffer, callback: (bytes) => take(bytes) },
  });
  /** First until there is a connection, then for a body that nobody wants. */
  let timer = setTimeout(() => {
    fail(new FetchFailure('network', `no connection to ${host}:${port} after ${connectTimeoutMs} ms`));
  }, connectTimeoutMs);

  socket.on('connect', () => clearTimeout(timer));
  socket.on('error', (error) => fail(failureOf(error)));
  socket.on('end', finish);
  socket.on('close', () => {
    clearTimeout(timer);
    fail(new FetchFailure('network', 'other side closed'));
    keeper.onClosed(connection);
  });

  function fail(error: unknown): void {
    const ended = running;
    running = null;
    socket.destroy();
    if (ended !== null && ended.discardBytes === null) ended.asker.onFailure(error, !ended.hasBytes);
  }

  function finish(): void {
    try {
      if (running !== null) parser.finish();
    } catch (error) {
      fail(error);
      return;
    }
    end(false);
  }

  /** What the socket read; false stops the reading. Whatever is thrown here would end the process. */
  function take(bytes: number): boolean {
    // Bytes that nobody asked for are no answer to what comes next.
    if (running === null) {
      socket.destroy();
      return false;
    }
    running.hasBytes = true;
    let progress: Progress;
    try {
      progress = parser.feed(buffer.subarray(0, bytes));
    } catch (error) {
      fail(error);
      return false;
    }
    if (progress === 'more') return true;
    end(progress === 'end' && running?.head?.isPersistent === true);
    return !socket.destroyed;
  }

  function end(isReusable: boolean): void {
    const ended = running;
    running = null;
    const keepMs = isReusable ? keepMsOf(ended?.head ?? null) : 0;
    if (keepMs > 0) {
      clearTimeout(timer);
      socket.unref();
      keeper.onFree(connection, keepMs);
    } else socket.destroy();
    if (ended !== null && ended.discardBytes === null) ended.asker.onDone();
  }

  function onHead(head: AnswerHead): boolean {
    const now = running;
    if (now === null) return false;
    now.head = head;
    const isWanted = now.asker.onHead(head);
    // It may have dropped the connection by itself.
    if (running !== now) return false;
    if (isWanted) return true;
    const { framing } = head;
    if (framing.kind === 'close' || (framing.kind === 'length' && framing.bytes > DISCARD_BYTES)) return false;
    now.discardBytes = DISCARD_BYTES;
    socket.unref();
    timer = setTimeout(() => socket.destroy(), IDLE_MS).unref();
    now.asker.onDone();
    return true;
  }

  function onData(chunk: Uint8Array): boolean {
    const now = running;
    if (now === null) return false;
    if (now.discardBytes === null) return now.asker.onData(chunk) && running === now;
    now.discardBytes -= chunk.length;
    return now.discardBytes >= 0;
  }

  const connection: Connection = {
    ask(url, asker) {
      parser.restart();
      running = { asker, hasBytes: false, head: null, discardBytes: null };
      socket.ref();
      const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n${lines}`;
      socket.write(request, 'latin1');
    },
    drop: fail,
  };
  return connection;
}

/** The server closes an idle connection after `timeout` seconds: a second earlier it is still safe to use. */
function keepMsOf(head: AnswerHead | null): number {
  const header = head?.header('keep-alive') ?? null;
  if (header === null) return IDLE_MS;
  const seconds = /(?:^|[,; ])timeout=([0-9]{1,9})/i.exec(header)?.[1];
  return seconds === undefined ? IDLE_MS : Math.min(IDLE_MS, (Number(seconds) - 1) * 1000);
}
