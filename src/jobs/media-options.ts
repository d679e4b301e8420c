/** The options of how media are fetched, and what they stand for. */
import { parseAllowedHosts } from '../core/allowed-hosts.js';
import { YfccError } from '../core/errors.js';
import { parseHostRates, type HostRates } from '../core/host-rates.js';
import type { MediaSize } from '../core/media-source.js';
import { FAILED_OUTCOMES, OUTCOMES, type Outcome } from '../core/outcome.js';
import type { MediaKinds } from '../core/protocol.js';
import { parseResolve } from '../core/resolve.js';
import { checkUserAgent } from '../core/user-agent.js';
import { mediaSources } from './media-sources.js';

/** Which media there are to be is `media`, an option of the job. */
export interface MediaOptions {
  /** Media that did not come, other than `gone` and `unfit`, up to this many still give exit code 0. @default 0 */
  readonly maxFailed?: number;
  /** Connections in all, over all threads, at least one a thread, 1 to 4096. @default 16 */
  readonly connections?: number;
  /** Where media come from, in the order in which they are asked: `s3`, `live`, `farm` with commas, or URL templates. @default [] (farm) */
  readonly mediaFrom?: readonly string[];
  /** A template alone: `http://mirror/{photo_id}.jpg`. @default '' */
  readonly mediaUrlTemplate?: string;
  /** Of photos from `live` and `farm`: Flickr's letter, or `o` for the original. @default '500' */
  readonly size?: MediaSize;
  /** `host:port:address`, as curl's: connect there instead. @default [] */
  readonly resolve?: readonly string[];
  /** Allow private, loopback and link-local addresses. @default false */
  readonly allowPrivate?: boolean;
  /** Allow them for these hosts only: `name`, `*.name` or an address, with `:port` or without. @default [] */
  readonly allowHost?: readonly string[];
  /** Time for one try at one media file, in seconds, 1 to 86,400. @default 120 */
  readonly deadline?: number;
  /** Tries for one media file, 1 to 100. @default 4 */
  readonly attempts?: number;
  /** Larger media are refused; bytes, 1 KiB to 16 GiB. @default 1073741824 */
  readonly maxMediaBytes?: number;
  /** Requests a second over all threads, up to 10,000, 0 for no limit: `20` for each of Flickr's hosts, `mirror.example=50` or `*.example.org=5` for others. @default [] (10 for Flickr's, no limit for others) */
  readonly rate?: readonly string[];
  /** A body that comes more slowly than this over ten seconds is given up; bytes a second, 0 (never) to 1,000,000,000. @default 1000 */
  readonly minRate?: number;
  /** Fetch also what a site asks by `X-Robots-Tag: noai` or `noimageai` not to. @default false */
  readonly ignoreOptOut?: boolean;
  /** SHA-256 of a picture that a server shows instead of one that is gone. @default [] (it is told by its URL alone) */
  readonly placeholder?: readonly string[];
  /** Go over a finished job again, for media with these outcomes, with commas: `throttled,network`; or `failed` for all. @default [] */
  readonly retry?: readonly string[];
  /** Go over a finished job again, and fetch anew what is not as it was written. @default false */
  readonly recheck?: boolean;
  /** The User-Agent header: say who you are. @default 'yfcc-engine (research download of YFCC100M)' */
  readonly userAgent?: string;
  /** Who to ask about these requests, in the User-Agent: a mail address or a page. @default '' */
  readonly contact?: string;
}

export const MEDIA_DEFAULTS = {
  maxFailed: 0,
  connections: 16,
  mediaFrom: [],
  mediaUrlTemplate: '',
  size: '500',
  resolve: [],
  allowPrivate: false,
  allowHost: [],
  deadline: 120,
  attempts: 4,
  maxMediaBytes: 1024 * 1024 * 1024,
  rate: [],
  minRate: 1000,
  ignoreOptOut: false,
  placeholder: [],
  retry: [],
  recheck: false,
  userAgent: 'yfcc-engine (research download of YFCC100M)',
  contact: '',
} as const satisfies Required<MediaOptions>;

/** Least and greatest value of each number. */
export const MEDIA_BOUNDS = {
  maxFailed: [0, Infinity],
  connections: [1, 4096],
  deadline: [1, 86_400],
  attempts: [1, 100],
  maxMediaBytes: [1024, 16 * 1024 * 1024 * 1024],
  minRate: [0, 1_000_000_000],
} as const satisfies Partial<Record<keyof MediaOptions, readonly [number, number]>>;

/** Requests a second to each of Flickr's hosts, unless told otherwise. */
const FLICKR_RATE = 10;

/** What the options come to. */
export interface ResolvedMedia {
  /** Names and templates, in the order in which they are asked. */
  readonly mediaSources: readonly string[];
  readonly rates: HostRates;
  /** Outcomes that a finished job is gone over for; null: it is not. */
  readonly again: readonly Outcome[] | null;
  /** In lower case. */
  readonly placeholder: readonly string[];
  /** With the contact. */
  readonly userAgent: string;
}

type Job = { readonly media: MediaKinds; readonly overwrite: boolean };

/** Throws `usage` for what can't be read, or does not go together. */
export function resolveMedia(options: Required<MediaOptions> & Job): ResolvedMedia {
  // Read again where they are needed: what a worker is given must cross threads as it was written.
  parseResolve(options.resolve);
  parseAllowedHosts(options.allowHost);
  const userAgent = userAgentWith(options.contact, options.userAgent);
  checkUserAgent(userAgent);
  return {
    mediaSources: mediaSources(options),
    rates: parseHostRates(options.rate, FLICKR_RATE),
    again: outcomesAgain(options),
    placeholder: placeholderHashes(options.placeholder),
    userAgent,
  };
}

/** The outcomes that a finished job is gone over for; null when it is not asked to be. Throws `usage`. */
function outcomesAgain({
  retry,
  recheck,
  media,
  overwrite,
}: Pick<Required<MediaOptions>, 'retry' | 'recheck'> & Job): readonly Outcome[] | null {
  if (retry.length === 0 && !recheck) return null;
  if (media === 'none' || overwrite)
    throw new YfccError(
      'usage',
      `Expected --retry and --recheck with a finished job's own --media and without --overwrite, got ${media === 'none' ? '--media none' : '--overwrite'}.`,
    );
  return retry
    .flatMap((text) => text.split(','))
    .flatMap((name) => {
      if (name === 'failed') return FAILED_OUTCOMES;
      const outcome = OUTCOMES.find((known) => known === name && known !== 'ok' && known !== 'skipped');
      if (outcome !== undefined) return outcome;
      const names = [...FAILED_OUTCOMES, 'gone', 'unfit', 'failed'].join(', ');
      throw new YfccError('usage', `Expected --retry to list outcomes (${names}), got \`${name}\`.`);
    });
}

/** In lower case. Throws `usage` for what is no SHA-256. */
function placeholderHashes(hashes: readonly string[]): readonly string[] {
  for (const hash of hashes) {
    if (!/^[0-9a-f]{64}$/i.test(hash))
      throw new YfccError('usage', `Expected --placeholder to be a SHA-256 of 64 hex digits, got \`${hash}\`.`);
  }
  return hashes.map((hash) => hash.toLowerCase());
}

/** With the contact inside its last brackets, where people who look at their server's log expect it. */
function userAgentWith(contact: string, userAgent: string): string {
  if (contact === '') return userAgent;
  return userAgent.endsWith(')') ? `${userAgent.slice(0, -1)}; ${contact})` : `${userAgent} (${contact})`;
}
