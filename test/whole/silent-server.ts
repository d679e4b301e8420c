/** A media server that takes requests and never answers: a job that asks it is in flight until it is stopped. */
import { once } from 'node:events';
import { listen } from '../listen.js';
import { createServer } from 'node:http';

export interface SilentServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Fulfilled when `count` more requests have come. */
  requests(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startSilentServer(): Promise<SilentServer> {
  const server = createServer();
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    async requests(count) {
      for (let k = 0; k < count; k++) await once(server, 'request');
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
