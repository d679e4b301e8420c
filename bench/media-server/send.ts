/** Puts an answer on the wire, with the ending that it asks for. */

import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** How to send, beside the answer itself. */
export interface SendOptions {
  /** For HEAD: status and headers only, and always a proper end. */
  readonly isHead: boolean;
  /** Milliseconds between two bytes of a `drip`. */
  readonly dripIntervalMs: number;
  /** Milliseconds before the head of a `late` answer. */
  readonly lateMs: number;
  /** Bytes that an `endless` body ends at after all. */
  readonly endlessBytes: number;
  /** Every timer that runs stands in here, so that who closes the server can stop it. */
  readonly timers: Set<NodeJS.Timeout>;
}

/** Sends at once, or over time for some endings. Never throws: a client that went away is no fault of ours. */
export function send(response: ServerResponse, answer: Answer, options: SendOptions): void {
  const { status, headers, parts, ending } = answer;
  if (ending === 'closed' || ending === 'raw') {
    response.socket?.write(Buffer.concat(parts));
    response.socket?.destroySoon();
    return;
  }
  if (ending === 'late') {
    later(options, () => send(response, { ...answer, ending: 'whole' }, options));
    return;
  }
  response.writeHead(status, headers);
  if (options.isHead) {
    response.end();
    return;
  }
  switch (ending) {
    case 'whole':
      writeAll(response, parts);
      response.end();
      return;
    case 'cut':
      // When the bytes are with the system, not before: the client is to have them all, then the end of the connection.
      writeAll(response, parts, () => response.socket?.destroySoon());
      return;
    case 'reset':
      writeAll(response, parts, () => reset(response, options));
      return;
    case 'drip':
      drip(response, Buffer.concat(parts), options);
      return;
    case 'endless':
      goOn(response, parts, options);
      return;
  }
}

/** Node corks what is written in one turn, so headers and parts leave in one system call. */
function writeAll(response: ServerResponse, parts: readonly Buffer[], written?: () => void): void {
  for (const part of parts) if (part.length > 0) response.write(part);
  // An empty write is never sent, but its callback comes in order, after all that was written before it.
  if (written !== undefined) response.write('', written);
}

function later({ lateMs, timers }: SendOptions, work: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    work();
  }, lateMs);
  timers.add(timer);
}

/** No byte that could be taken for the zeros that some cameras leave behind a picture. */
const FILLER = Buffer.alloc(64 * 1024, 'more');

/** As fast as the client reads; one that has left is never heard of again. */
function goOn(response: ServerResponse, parts: readonly Buffer[], { endlessBytes }: SendOptions): void {
  let sent = 0;
  const more = (): void => {
    while (sent < endlessBytes) {
      sent += FILLER.length;
      if (!response.write(FILLER)) return;
    }
    response.off('drain', more);
    response.end();
  };
  writeAll(response, parts);
  response.on('drain', more);
  more();
}

/** Data and a reset that arrive together look like a mere end of the connection to a client, or the data is lost: so the reset comes this much later. */
const RESET_PAUSE_MS = 20;

function reset(response: ServerResponse, { timers }: SendOptions): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    // One more turn of the event loop: so that a client in this very thread has read, however late the timer is.
    setImmediate(() => response.socket?.resetAndDestroy());
  }, RESET_PAUSE_MS);
  timers.add(timer);
}

function drip(response: ServerResponse, body: Buffer, { dripIntervalMs, timers }: SendOptions): void {
  response.flushHeaders();
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + 1));
    at += 1;
    // The connection is asked, not the response: one that waits behind another on its connection never hears of the end.
    if (at < body.length && !response.req.socket.destroyed) return;
    response.end();
    clearInterval(timer);
    timers.delete(timer);
  }, dripIntervalMs);
  timers.add(timer);
}
