/** What the dashboard answers to a request: the page's files, events, pictures and commands, behind the guard. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { obey } from './command.js';
import type { EventStream } from './event-stream.js';
import { methodsOf, refusal, type Asked, type Door, type Kind } from './guard.js';
import { SAFE_HEADERS } from './headers.js';
import type { LiveJob } from './live-job.js';
import { isPageFile, pageFile } from './page-files.js';
import { readPicture } from './picture.js';

/** A command is some words. */
const MOST_COMMAND_BYTES = 4096;
const MEDIA = '/media/';

export interface Answering {
  readonly door: Door;
  readonly job: LiveJob;
  readonly stream: EventStream;
  /** Is told what a person has done to the job; a sentence. */
  readonly onCommand: (text: string) => void;
}

/** Answers one request. Never rejects. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { door, job, stream, onCommand }: Answering,
): Promise<void> {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
  const [path = ''] = (request.url ?? '').split('?');
  const kind = kindOf(path);
  // A path that is not there is told to nobody that may not ask.
  const refused = refusal(kind ?? 'data', askedIn(request), door);
  if (refused !== null) {
    if (refused.status === 405) response.setHeader('allow', methodsOf(kind ?? 'data').join(', '));
    if (refused.status === 401) response.setHeader('www-authenticate', 'Bearer');
    say(response, refused.status, refused.text);
  } else if (kind === null) say(response, 404, 'There is nothing here.');
  else if (kind === 'page') await sendFile(path, request, response);
  else if (kind === 'command') await doCommand(request, response, job, onCommand);
  else if (path === '/events') {
    const id = request.headers['last-event-id'];
    if (request.method === 'HEAD') say(response, 200, '');
    else if (!stream.add(response, typeof id === 'string' ? id : undefined))
      say(response, 503, 'Expected fewer pages to be open: this one is too many.');
  } else await sendPicture(path, response, job);
}

/** Null for a path that is none of ours. */
function kindOf(path: string): Kind | null {
  if (isPageFile(path)) return 'page';
  if (path === '/command') return 'command';
  return path === '/events' || path.startsWith(MEDIA) ? 'data' : null;
}

function askedIn({ method = '', headers }: IncomingMessage): Asked {
  const fetchSite = headers['sec-fetch-site'];
  return {
    method,
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    contentType: headers['content-type'],
    authorization: headers.authorization,
  };
}

async function sendFile(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await pageFile(path).catch(() => null);
  if (file === null) return say(response, 404, 'There is nothing here.');
  // Kept by the browser, which asks each time whether it has changed.
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) response.writeHead(304).end();
  else send(response, 200, file.type, file.bytes);
}

async function sendPicture(path: string, response: ServerResponse, job: LiveJob): Promise<void> {
  const media = job.picture(path.slice(MEDIA.length));
  const picture = media === null ? null : await readPicture(media).catch(() => null);
  response.setHeader('cache-control', 'no-store');
  if (picture === null) say(response, 404, 'There is no such picture among the newest.');
  else send(response, 200, picture.type, picture.bytes);
}

async function doCommand(
  request: IncomingMessage,
  response: ServerResponse,
  job: LiveJob,
  onCommand: (text: string) => void,
): Promise<void> {
  const text = await bodyOf(request).catch(() => '');
  if (text === null) return say(response, 413, `Expected at most ${MOST_COMMAND_BYTES} bytes.`);
  const reply = obey(text, job.control);
  if (reply.isDone) onCommand(reply.text);
  response.setHeader('cache-control', 'no-store');
  send(response, reply.isDone ? 200 : 422, 'application/json', Buffer.from(JSON.stringify(reply)));
}

/** Null when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length <= MOST_COMMAND_BYTES) parts.push(bytes);
  }
  return length > MOST_COMMAND_BYTES ? null : Buffer.concat(parts).toString();
}

function say(response: ServerResponse, status: number, text: string): void {
  response.setHeader('cache-control', 'no-store');
  send(response, status, 'text/plain; charset=utf-8', Buffer.from(`${text}\n`));
}

function send(response: ServerResponse, status: number, type: string, bytes: Uint8Array): void {
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}
