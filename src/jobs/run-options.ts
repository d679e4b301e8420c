/** The options of `yfcc run`: what the caller may give, the defaults, the checks. Resolved here once, read-only after. */
import { join, resolve } from 'node:path';
import { parseAllowedHosts } from '../core/allowed-hosts.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { Filter } from '../core/filter.js';
import type { FieldName } from '../core/full-fields.js';
import type { ImageSettings } from '../core/image.js';
import { MEDIA_SIZES, type MediaSize } from '../core/media-source.js';
import type { Format, MediaKinds, Schema } from '../core/protocol.js';
import { parseHostRates, type HostRates } from '../core/host-rates.js';
import type { Outcome } from '../core/outcome.js';
import { parseResolve } from '../core/resolve.js';
import { checkUserAgent } from '../core/user-agent.js';
import { STORE_NAME } from '../engine/output-folder.js';
import { defaultThreads, THREAD_BOUNDS } from '../engine/threads.js';
import { parseByteSize } from './byte-size.js';
import { checkChoice, checkInteger, checkKind, checkText, checkTexts } from './check-option.js';
import { parseFields } from './field-options.js';
import { FILTER_DEFAULTS, parseFilter, type FilterOptions } from './filter-options.js';
import { IMAGE_BOUNDS, IMAGE_DEFAULTS, imageSettings, RESIZE_MODES, type ImageOptions } from './image-options.js';
import { parseLineRange, type LineRange } from './line-range.js';
import { mediaSources, outcomesAgain, placeholderHashes, userAgentWith } from './media-options.js';
import { checkS3, S3_DEFAULTS, type S3Options } from './s3-options.js';
import { checkStdin } from './stdin-option.js';

export const FORMATS = [
  'files',
  'jsonl',
  'parquet',
  'csv',
  'webdataset',
  'sqlite',
] as const satisfies readonly Format[];
export const SCHEMAS = ['full', 'article'] as const satisfies readonly Schema[];
export const MEDIA_KINDS = ['none', 'photos', 'videos', 'all'] as const satisfies readonly MediaKinds[];
/** `parallel`: on all threads; `serial`: unbzip2-stream on the main thread, the plain reference. */
export const DECODER_NAMES = ['parallel', 'serial'] as const;

/** Requests a second to each of Flickr's hosts, unless told otherwise. */
const FLICKR_RATE = 10;

/** A tar file shorter than this would be mostly headers. */
const LEAST_SHARD_BYTES = 1024 * 1024;

export type DecoderName = (typeof DECODER_NAMES)[number];

/** What the caller may give; everything may be left out but `out` and one of `in` and `dataset`. */
export interface RunOptions extends FilterOptions, ImageOptions, S3Options {
  /** Folder with the files, found by name (`yfcc100m_dataset*`, ...). */
  readonly in?: string;
  /**
   * The dataset file; or several, or a pattern such as `dataset-*.bz2`, read as one text in the order of the numbers in
   * their names. With `in`, each of these five goes before what is found there.
   */
  readonly dataset?: string | readonly string[];
  readonly autotags?: string | readonly string[];
  readonly exif?: string | readonly string[];
  readonly places?: string | readonly string[];
  /** The 2015 release's file of hashes, for a dataset file of 23 columns. */
  readonly hash?: string | readonly string[];
  /** Output folder; made if it is not there. Only a dry run may lack it. */
  readonly out?: string;
  /** `files`: a JSON file a record; `sqlite`: one database; else a file a shard. @default 'files' */
  readonly format?: Format;
  /** Compress `jsonl` with gzip. @default false */
  readonly gzip?: boolean;
  /** How hard gzip tries, 1 (fastest) to 9 (smallest): 6 takes three times as long as 1 for a fifth less. @default 1 */
  readonly gzipLevel?: number;
  /** A tar file of `webdataset` that would be longer is ended and the next one begun; bytes, 0 (a shard is one file), or 1 MiB to 1 TiB. @default 0 */
  readonly shardBytes?: number;
  /** `full`: typed and lossless; `article`: as the article's script writes it. @default 'full' */
  readonly schema?: Schema;
  /** Fields of the `full` schema, with commas; written in the schema's order. @default [] (all) */
  readonly fields?: readonly string[];
  /** Folder for side files put in order; used again by later jobs. @default '' (`.yfcc.store` in the output folder) */
  readonly store?: string;
  /** What to download. @default 'none' */
  readonly media?: MediaKinds;
  /** Worker threads, 1 to 512. @default the number of cores */
  readonly threads?: number;
  /** A worker thread that does nothing for so many seconds is ended, and another does its work, 0 (never) to 86,400. @default 120 */
  readonly hangTimeout?: number;
  /** Dataset rows a shard, 1 to 1,000,000. @default 10000 */
  readonly shardRows?: number;
  /** Rows of the dataset file, `A..B`, from 0, B not included. @default '..' (all) */
  readonly lines?: string;
  /** Take at most this many rows. @default Infinity */
  readonly limit?: number;
  /** Go on in a folder that has other files in it; existing media are checked and kept. @default false */
  readonly resume?: boolean;
  /** Remove what an earlier job wrote there, and begin anew. @default false */
  readonly overwrite?: boolean;
  /** The job pauses while less is free where it writes: bytes, with K, M, G or T; 0: never. @default '1G' */
  readonly minFree?: string;
  /** Count what the job would take, and write nothing. @default false */
  readonly dryRun?: boolean;
  /** How bz2 is decoded. @default 'parallel' */
  readonly decoder?: DecoderName;
  /** Write the block index of each bz2 file beside it, for those that are read to their end. @default false */
  readonly writeIndex?: boolean;
  /** Longer lines are rejected; bytes, 1 KiB to 256 MiB. @default 16777216 */
  readonly maxLineBytes?: number;
  /** How many lines away a row that is not where it should be is looked for, 1 to 1,000,000. @default 10000 */
  readonly lookAhead?: number;
  /** Rejects up to this many still give exit code 0. @default 0 */
  readonly maxRejects?: number;
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

export const RUN_DEFAULTS = {
  format: 'files',
  gzip: false,
  gzipLevel: 1,
  shardBytes: 0,
  schema: 'full',
  fields: [],
  store: '',
  media: 'none',
  threads: defaultThreads(),
  hangTimeout: 120,
  shardRows: 10_000,
  lines: '..',
  limit: Infinity,
  resume: false,
  overwrite: false,
  minFree: '1G',
  dryRun: false,
  decoder: 'parallel',
  writeIndex: false,
  maxLineBytes: 16 * 1024 * 1024,
  lookAhead: 10_000,
  maxRejects: 0,
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
  ...IMAGE_DEFAULTS,
  ...S3_DEFAULTS,
  ...FILTER_DEFAULTS,
} as const satisfies Omit<Required<RunOptions>, 'in' | 'out' | Source>;

/** Least and greatest value of each number. */
export const RUN_BOUNDS = {
  threads: THREAD_BOUNDS,
  hangTimeout: [0, 86_400],
  shardRows: [1, 1_000_000],
  gzipLevel: [1, 9],
  limit: [1, Infinity],
  maxLineBytes: [1024, 256 * 1024 * 1024],
  lookAhead: [1, 1_000_000],
  maxRejects: [0, Infinity],
  maxFailed: [0, Infinity],
  connections: [1, 4096],
  deadline: [1, 86_400],
  attempts: [1, 100],
  maxMediaBytes: [1024, 16 * 1024 * 1024 * 1024],
  minRate: [0, 1_000_000_000],
  shardBytes: [0, 2 ** 40],
  minAccuracy: [0, 16],
  ...IMAGE_BOUNDS,
} as const satisfies Partial<Record<keyof typeof RUN_DEFAULTS, readonly [number, number]>>;

/** What each name of a choice may be. */
const RUN_CHOICES = {
  format: FORMATS,
  schema: SCHEMAS,
  media: MEDIA_KINDS,
  decoder: DECODER_NAMES,
  size: MEDIA_SIZES,
  resizeMode: RESIZE_MODES,
} as const satisfies Partial<Record<keyof RunOptions, readonly string[]>>;

type Widened<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? T
      : T extends readonly unknown[]
        ? readonly string[]
        : T;
type WithDefaults = {
  readonly [Name in keyof typeof RUN_DEFAULTS]: Name extends keyof RunOptions
    ? Widened<NonNullable<RunOptions[Name]>>
    : never;
};

/** Every option with its value; nothing is optional any more. */
export interface ResolvedRun extends WithDefaults {
  /** The files as given; which of them there are is looked up later. */
  readonly in: string | null;
  readonly files: Readonly<Partial<Record<Source, readonly string[]>>>;
  /** Absolute; nothing in a dry run without one. */
  readonly out: string;
  readonly range: LineRange;
  readonly minFreeBytes: number;
  /** Null: every record is taken. */
  readonly filter: Filter | null;
  /** Names and templates, in the order in which they are asked. */
  readonly mediaSources: readonly string[];
  readonly rates: HostRates;
  /** Outcomes that a finished job is gone over for; null: it is not. */
  readonly again: readonly Outcome[] | null;
  /** Null: nothing is asked of pictures. */
  readonly image: ImageSettings | null;
  /** In the schema's order; null: all. */
  readonly wantedFields: readonly FieldName[] | null;
}

/** Fills in the defaults and checks every value; throws `usage` with what was expected and what came. */
export function resolveRunOptions(options: RunOptions): ResolvedRun {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(RUN_DEFAULTS, name) && !['in', 'out', ...SOURCES].includes(name)) {
      throw new YfccError('usage', `Expected only known options, got \`${name}\`.`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  // The two spread objects together have every name of the type, each with a value of its type, as the caller's type has it.
  const all = { ...RUN_DEFAULTS, ...given } as unknown as WithDefaults;
  for (const [name, fallback] of Object.entries(RUN_DEFAULTS))
    checkOption(name, all[name as keyof WithDefaults], fallback);
  if (!all.dryRun || options.out !== undefined) checkText('out', 'folder', options.out);
  const files: Partial<Record<Source, readonly string[]>> = {};
  for (const source of SOURCES) {
    const given = options[source];
    if (given === undefined) continue;
    const names = typeof given === 'string' ? [given] : given;
    checkTexts(source, 'file', names);
    files[source] = names;
  }
  checkStdin(files, all.resume);
  if (options.in !== undefined) checkText('in', 'folder', options.in);
  if (options.in === undefined && files.dataset === undefined)
    throw new YfccError('usage', 'Expected --in or --dataset, got neither.');
  if (all.resume && all.overwrite) throw new YfccError('usage', 'Expected one of --resume and --overwrite, got both.');
  if (all.gzip && all.format !== 'jsonl')
    throw new YfccError('usage', `Expected --format jsonl with --gzip, got ${all.format}.`);
  checkFormat(all);
  checkS3(all);
  parseResolve(all.resolve);
  parseAllowedHosts(all.allowHost);
  checkUserAgent(userAgentWith(all.contact, all.userAgent));
  const range = parseLineRange(all.lines);
  const image = imageSettings(all, all);
  return {
    ...all,
    in: options.in ?? null,
    files,
    ...(all.dryRun ? { media: 'none', writeIndex: false } : {}),
    out: options.out === undefined ? '' : resolve(options.out),
    store: storeOf(all.store, all.dryRun ? undefined : options.out),
    range: { from: range.from, to: Math.min(range.to, range.from + all.limit) },
    minFreeBytes: parseByteSize('minFree', all.minFree),
    filter: parseFilter(all),
    image: all.dryRun ? null : image,
    wantedFields: parseFields(all.fields, all),
    mediaSources: mediaSources(all),
    rates: parseHostRates(all.rate, FLICKR_RATE),
    again: outcomesAgain(all),
    placeholder: placeholderHashes(all.placeholder),
    userAgent: userAgentWith(all.contact, all.userAgent),
  };
}

/** A dry run has none of its own, since it writes nothing. */
function storeOf(store: string, out: string | undefined): string {
  if (store !== '') return resolve(store);
  return out === undefined ? '' : join(resolve(out), STORE_NAME);
}

function checkOption(name: string, value: unknown, fallback: unknown): void {
  if (isKey(RUN_BOUNDS, name)) checkInteger(name, value, RUN_BOUNDS[name]);
  else if (isKey(RUN_CHOICES, name)) checkChoice(name, value, RUN_CHOICES[name]);
  else checkKind(name, value, fallback);
}

function isKey<T extends object>(table: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(table, name);
}

/** The formats that are made of the fields of a record take the schema that has fields. */
function checkFormat({ format, schema, shardBytes, ...all }: WithDefaults): void {
  if (shardBytes > 0 && shardBytes < LEAST_SHARD_BYTES)
    throw new YfccError('usage', `Expected --shard-bytes to be 0 or at least ${LEAST_SHARD_BYTES}, got ${shardBytes}.`);
  if (format === 'sqlite' && (all.recheck || all.retry.length > 0))
    throw new YfccError(
      'usage',
      'Expected --retry and --recheck with files that can be written anew, got --format sqlite.',
    );
  if (format === 'files' || format === 'jsonl') return;
  if (schema !== 'full') throw new YfccError('usage', `Expected --schema full with --format ${format}, got ${schema}.`);
}
