/** A server on loopback that answers each request with bytes of the test's own. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { listen } from '../listen.js';

export interface RawRequest {
  readonly head: string;
  readonly socket: Socket;
  /** Of its connection, and within that, from 1. */
  readonly connection: number;
  readonly request: number;
}

export interface RawServer {
  readonly origin: string;
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

export async function startRaw(answer: (request: RawRequest) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    let request = 0;
    let text = '';
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end + 4);
        text = text.slice(end + 4);
        request += 1;
        answer({ head, socket, connection, request });
      }
    });
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
