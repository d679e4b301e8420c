/** A server on loopback for what one test needs. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { listen } from '../listen.js';
import type { SelfSigned } from './self-signed.js';

export interface Loopback {
  /** `http://127.0.0.1:PORT`, or `https:` */
  readonly origin: string;
  readonly port: number;
  /** Connections that were made so far. */
  connections(): number;
  /** Resets the connection that a request came on. */
  reset(request: IncomingMessage): void;
  /** Resolves when none of the connections made so far is open. */
  allEnded(): Promise<void>;
  close(): Promise<void>;
}

/** @param tls makes it `https:` */
export async function startLoopback(listener: RequestListener, tls: SelfSigned | null = null): Promise<Loopback> {
  const server = tls === null ? createServer(listener) : createTlsServer(tls, listener);
  const ends: Promise<unknown>[] = [];
  const sockets = new Map<number | undefined, Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.set(socket.remotePort, socket);
    ends.push(new Promise((resolve) => socket.on('close', resolve)));
  });
  const port = await listen(server);
  return {
    origin: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    connections: () => ends.length,
    reset: (request) => sockets.get(request.socket.remotePort)?.resetAndDestroy(),
    async allEnded() {
      await Promise.all(ends);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
