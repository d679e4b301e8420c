/** A media server for one check, and what a client gets of it. */
import { Agent, request } from 'undici';
import { FAULTS, startMediaServer, type Fault, type MediaServer } from '../../../bench/media-server/server.js';

export const PHOTO = '/7205/6985418911_df7747990d.jpg';
export const VIDEO = '/videos/39089491@N00/3121560225/play/orig/3d0d2a1b4c';

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What came, also when the connection broke. */
  readonly body: Buffer;
  /** The client's error code; null for a body with a proper end. */
  readonly error: string | null;
}

/** `/gone/1.jpg` has the fault `gone`. */
export function faultInPath(path: string): Fault | null {
  return FAULTS.find((fault) => path.startsWith(`/${fault}/`)) ?? null;
}

export async function get(agent: Agent, url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Received> {
  const { statusCode: status, headers, body } = await request(url, { dispatcher: agent, method });
  const parts: Buffer[] = [];
  try {
    for await (const part of body) parts.push(Buffer.from(part));
    return { status, headers, body: Buffer.concat(parts), error: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { status, headers, body: Buffer.concat(parts), error: code };
  }
}

/** Runs one check against a server of its own; closes both ends whatever happens. */
export async function withServer(
  options: Parameters<typeof startMediaServer>[0],
  check: (server: MediaServer, ask: (path: string, method?: 'GET' | 'HEAD') => Promise<Received>) => Promise<void>,
): Promise<void> {
  const server = await startMediaServer({ bodies: 2, ...options });
  const agent = new Agent();
  try {
    await check(server, (path, method) => get(agent, server.origin + path, method));
  } finally {
    await agent.destroy();
    await server.close();
  }
}
