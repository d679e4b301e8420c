/** Lets a server of ours listen, and says where it does. */
import { once } from 'node:events';
import { isIPv6, type AddressInfo, type Server } from 'node:net';

/** Waits until it listens; rejects with the system's error where it can't, and then another port may be tried. */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  server.listen(port, host);
  await once(server, 'listening');
  // A connection that fails later is its client's matter, and no reason to end a job.
  server.on('error', () => {});
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected the server to have a port.');
  return address;
}

/** `http://HOST:PORT` */
export function originOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
