/** A web server on loopback with one file, and the ways in which servers fail. */
import type { IncomingMessage } from 'node:http';
import { startLoopback, type Loopback } from '../media/loopback.js';

export interface FileServerOptions {
  readonly bytes: () => Buffer;
  /** @default '"1"' */
  readonly etag?: () => string | null;
  readonly lastModified?: string;
  /** @default true */
  readonly hasRanges?: boolean;
  /** Bytes of a body after which the connection is cut; null: none. Asked with each request, counted from 0. */
  readonly cutAfter?: (request: number) => number | null;
  /** Status of an answer instead of the file; null: the file. */
  readonly status?: (request: number) => number | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FileServer extends Loopback {
  readonly url: string;
  /** What was asked so far. */
  readonly requests: IncomingMessage['headers'][];
}

export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
  const { bytes, etag = () => '"1"', hasRanges = true, cutAfter = () => null, status = () => null } = options;
  const requests: IncomingMessage['headers'][] = [];
  const server = await startLoopback((request, response) => {
    const number = requests.push(request.headers) - 1;
    const refused = status(number);
    if (refused !== null) return void response.writeHead(refused).end();
    const all = bytes();
    const tag = etag();
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const condition = request.headers['if-range'];
    const isRange =
      hasRanges && from !== undefined && (condition === undefined || condition === (tag ?? options.lastModified));
    const headers: Record<string, string> = { ...options.headers };
    if (tag !== null) headers['etag'] = tag;
    if (options.lastModified !== undefined) headers['last-modified'] = options.lastModified;
    if (isRange && Number(from) >= all.length) {
      return void response.writeHead(416, { ...headers, 'content-range': `bytes */${all.length}` }).end();
    }
    const first = isRange ? Number(from) : 0;
    const end = isRange && to !== '' ? Math.min(all.length, Number(to) + 1) : all.length;
    const body = all.subarray(first, end);
    headers['content-length'] = String(body.length);
    if (isRange) headers['content-range'] = `bytes ${first}-${end - 1}/${all.length}`;
    response.writeHead(isRange ? 206 : 200, headers);
    const cut = cutAfter(number);
    if (cut === null || cut >= body.length) return void response.end(body);
    response.write(body.subarray(0, cut), () => response.destroy());
  });
  return { ...server, url: `${server.origin}/a`, requests };
}
