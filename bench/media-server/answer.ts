/** What is to go over the wire for one request, as a value: status, headers, bytes, and how it ends. */

import type { Fault } from './fault.js';
import type { MediaFile } from './media-set.js';

export interface Answer {
  /** 0 where no status is sent. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  /** The body; what is sent, which may be less than what `headers` announce. */
  readonly parts: readonly Buffer[];
  readonly ending: Ending;
}

/**
 * How an answer goes over the wire. After the body comes a proper end (`whole`), the end of the connection (`cut`), or its
 * reset. `drip` and `late` end well, but send a byte at a time, or nothing for long; `endless` has more behind the body.
 * Of the last two the body alone is sent, without a head: as it stands, or nothing at all.
 */
export type Ending = 'whole' | 'cut' | 'reset' | 'drip' | 'late' | 'endless' | 'raw' | 'closed';

/** What an answer may need to know beside the file. */
export interface AnswerFacts {
  /** Absolute URL of the picture that removed photos are redirected to. */
  readonly unavailableUrl: string;
  /** That picture itself. */
  readonly unavailable: MediaFile;
  /** A photo where the file is a video, and the other way about. */
  readonly otherKind: MediaFile;
  /** Absolute URL of what was asked for. */
  readonly ownUrl: string;
  /** Where nobody should be led. */
  readonly privateUrl: string;
  readonly retryAfterSeconds: number;
}

/** The page that HAProxy sends for 429, to the byte; its 117 bytes are what naive tools save as a photo. */
export const THROTTLE_PAGE = Buffer.from(
  '<html><body><h1>429 Too Many Requests</h1>\nYou have sent too many requests in a given amount of time.\n</body></html>\n',
);

const WRONG_BODY = Buffer.from('{"stat":"fail","code":1,"message":"Photo not found"}\n');
const NOTHING = Buffer.alloc(0);
const GARBAGE = Buffer.from('SSH-2.0-OpenSSH_9.2\r\n');
const TOO_LARGE_BYTES = 2 ** 40;

/** The file, whole. */
export function goodAnswer({ contentType, parts, bytes }: MediaFile): Answer {
  return { status: 200, headers: { 'Content-Type': contentType, 'Content-Length': bytes }, parts, ending: 'whole' };
}

/** A status, and its text as the body. */
export function plainAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string | number>> = {},
): Answer {
  return bodyAnswer(status, 'text/plain', Buffer.from(`${text}\n`), headers);
}

const FAULTY: Readonly<Record<Fault, (file: MediaFile, facts: AnswerFacts) => Answer>> = {
  'not-found': () => plainAnswer(404, 'Not Found'),
  gone: () => plainAnswer(410, 'Gone'),
  placeholder: (_, { unavailableUrl }) => plainAnswer(302, 'Found', { Location: unavailableUrl }),
  throttled: (_, facts) => plainAnswer(429, 'Too Many Requests', { 'Retry-After': facts.retryAfterSeconds }),
  'html-429': () => bodyAnswer(429, 'text/html', THROTTLE_PAGE),
  'html-200': () => bodyAnswer(200, 'text/html', THROTTLE_PAGE),
  'server-error': () => plainAnswer(500, 'Internal Server Error'),
  reset: (file) => ({ ...goodAnswer(file), parts: firstHalf(file), ending: 'reset' }),
  'truncated-length': (file) => ({ ...goodAnswer(file), parts: firstHalf(file), ending: 'cut' }),
  // No length: Node then sends chunks, and the last of them says that all is well.
  'truncated-chunked': (file) => ({
    ...goodAnswer(file),
    headers: { 'Content-Type': file.contentType },
    parts: firstHalf(file),
  }),
  drip: (file) => ({ ...goodAnswer(file), ending: 'drip' }),
  'wrong-type': ({ contentType }) => bodyAnswer(200, contentType, WRONG_BODY),
  empty: ({ contentType }) => bodyAnswer(200, contentType, NOTHING),
  'placeholder-served': (_, { unavailable }) => goodAnswer(unavailable),
  forbidden: () => plainAnswer(403, 'Forbidden'),
  busy: (_, facts) => plainAnswer(503, 'Service Unavailable', { 'Retry-After': facts.retryAfterSeconds }),
  'opted-out': (file) => withHeaders(goodAnswer(file), { 'X-Robots-Tag': 'noai' }),
  'wrong-kind': ({ contentType }, { otherKind }) => goodAnswer({ ...otherKind, contentType }),
  'too-large': (file) => ({ ...withHeaders(goodAnswer(file), { 'Content-Length': TOO_LARGE_BYTES }), ending: 'cut' }),
  endless: (file) => ({ ...goodAnswer(file), headers: { 'Content-Type': file.contentType }, ending: 'endless' }),
  closed: () => ({ status: 0, headers: {}, parts: [], ending: 'closed' }),
  garbage: () => ({ status: 0, headers: {}, parts: [GARBAGE], ending: 'raw' }),
  'redirect-loop': (_, { ownUrl }) => plainAnswer(302, 'Found', { Location: ownUrl }),
  'redirect-private': (_, { privateUrl }) => plainAnswer(302, 'Found', { Location: privateUrl }),
  'slow-head': (file) => ({ ...goodAnswer(file), ending: 'late' }),
};

/** What the fault makes of the file. */
export function faultyAnswer(fault: Fault, file: MediaFile, facts: AnswerFacts): Answer {
  return FAULTY[fault](file, facts);
}

function bodyAnswer(
  status: number,
  contentType: string,
  body: Buffer,
  headers: Readonly<Record<string, string | number>> = {},
): Answer {
  const all = { 'Content-Type': contentType, 'Content-Length': body.length, ...headers };
  return { status, headers: all, parts: [body], ending: 'whole' };
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string | number>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The first half of the file's bytes, in parts as before. */
function firstHalf({ parts, bytes }: MediaFile): Buffer[] {
  let left = Math.floor(bytes / 2);
  return parts.map((part) => {
    const kept = part.subarray(0, left);
    left -= kept.length;
    return kept;
  });
}
