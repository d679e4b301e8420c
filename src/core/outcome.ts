/** The closed list of what can become of one wanted media file. */
import type { ImageFacts } from './image.js';

/** Every outcome; each wanted record ends with exactly one. */
export const OUTCOMES = [
  'ok', // fetched whole and written
  'skipped', // already there and checked
  'gone', // 404, 410, or a redirect to the placeholder picture
  'throttled', // 429, or the 117-byte HTML that comes in its stead
  'refused', // 401, 403, an opt-out header
  'wrong-type', // the first bytes are not of the wanted kind
  'truncated', // shorter than announced, or without its end marker
  'too-large', // over the cap, of bytes or of pixels
  'unfit', // a picture with too few pixels, or too long for its width
  'timeout', // over the total deadline
  'network', // no connection, or one that broke
  'server-error', // 5xx
  'blocked', // an address or host that may not be asked
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What nobody could do anything about, or nobody wants changed: it is there, it is no more, or it is not what was asked for. */
const SETTLED: ReadonlySet<Outcome> = new Set(['ok', 'skipped', 'gone', 'unfit']);

/** The others: media that were wanted and did not come. */
export const FAILED_OUTCOMES: readonly Outcome[] = OUTCOMES.filter((outcome) => !SETTLED.has(outcome));

/** Media of all outcomes together. */
export function countOutcomes(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((sum, count = 0) => sum + count, 0);
}

/** The file types that are told by first bytes, each its extension. */
export type MediaType =
  | 'jpg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'avif'
  | 'mp4'
  | 'mov'
  | 'avi'
  | 'flv'
  | 'wmv'
  | 'mpg'
  | 'webm'
  | '3gp'
  | 'ogv';

/** What became of one wanted file. */
export interface MediaResult {
  readonly outcome: Outcome;
  /** Path below the output folder, with `/`; null unless the file is there. */
  readonly path: string | null;
  readonly bytes: number;
  /** Lower-case hex; null unless the file is there. */
  readonly sha256: string | null;
  readonly type: MediaType | null;
  /** Only in jobs with options for pictures; null where nothing is known: of videos, and of what did not come. */
  readonly image?: ImageFacts | null;
  /** The URL asked, of the last source that was; of its redirects the first. */
  readonly url: string;
  /** `host[:port]` of the last request, behind all redirects; null when none was sent. */
  readonly host: string | null;
  /** HTTP status of the last answer; null when none came. */
  readonly status: number | null;
  readonly attempts: number;
  readonly milliseconds: number;
  /** One clause for people: what came instead; null when `ok` or `skipped`. */
  readonly detail: string | null;
  /** Its host was dead and is to be asked again when all else is done. */
  readonly isPutOff: boolean;
}
