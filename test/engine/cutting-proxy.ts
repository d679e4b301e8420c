/** Stands between a client and a server, and cuts connections in the middle of what the server sends. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../listen.js';

export interface CuttingProxy {
  readonly origin: string;
  /** What clients sent, a text a connection. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** `cutAfter`: bytes of an answer after which its connection is cut; null: none. Asked with each connection, from 0. */
export async function startCuttingProxy(
  port: number,
  cutAfter: (connection: number) => number | null,
): Promise<CuttingProxy> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const number = requests.push('') - 1;
    let left = cutAfter(number) ?? Infinity;
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      requests[number] += chunk.toString('latin1');
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      client.write(part, () => {
        if (left <= 0) client.destroy();
      });
    });
    upstream.on('end', () => client.end());
  });
  const ownPort = await listen(server);
  return {
    origin: `http://127.0.0.1:${ownPort}`,
    requests,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
