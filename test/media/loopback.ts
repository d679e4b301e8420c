/** A server on loopback for what one test needs. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { listen } from '../listen.js';

export interface Loopback {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Connections that were made so far. */
  connections(): number;
  /** Resolves when none of the connections made so far is open. */
  allEnded(): Promise<void>;
  close(): Promise<void>;
}

export async function startLoopback(listener: RequestListener): Promise<Loopback> {
  const server = createServer(listener);
  const ends: Promise<unknown>[] = [];
  server.on('connection', (socket) => ends.push(new Promise((resolve) => socket.on('close', resolve))));
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: () => ends.length,
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
