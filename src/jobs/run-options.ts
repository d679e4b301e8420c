/** The options of `yfcc run`: what the caller may give, the defaults, the checks. Resolved here once, read-only after. */
import { join, resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { Filter } from '../core/filter.js';
import type { FieldName } from '../core/full-fields.js';
import type { ImageSettings } from '../core/image.js';
import { MEDIA_SIZES } from '../core/media-source.js';
import type { Format, MediaKinds, Schema } from '../core/protocol.js';
import { STORE_NAME } from '../engine/output-folder.js';
import { defaultThreads, THREAD_BOUNDS } from '../engine/threads.js';
import { parseByteSize } from './byte-size.js';
import { checkChoice, checkInteger, checkKind, checkText, checkTexts } from './check-option.js';
import { parseFields } from './field-options.js';
import { FILTER_DEFAULTS, parseFilter, type FilterOptions } from './filter-options.js';
import { IMAGE_BOUNDS, IMAGE_DEFAULTS, imageSettings, RESIZE_MODES, type ImageOptions } from './image-options.js';
import { parseLineRange, type LineRange } from './line-range.js';
import { MEDIA_BOUNDS, MEDIA_DEFAULTS, resolveMedia, type MediaOptions, type ResolvedMedia } from './media-options.js';
import { checkS3, S3_DEFAULTS, type S3Options } from './s3-options.js';
import { parseSink, type SinkMode } from './sink-option.js';
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

/** A tar file shorter than this would be mostly headers. */
const LEAST_SHARD_BYTES = 1024 * 1024;

export type DecoderName = (typeof DECODER_NAMES)[number];

/** What the caller may give; everything may be left out but `out` and one of `in` and `dataset`. */
export interface RunOptions extends FilterOptions, MediaOptions, ImageOptions, S3Options {
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
  /** Where the output goes: `disk`; `null`, nowhere, to measure the rest; `delay=50`, 50 ms a shard later. @default 'disk' */
  readonly sink?: string;
  /** Text that a thread decodes of a bz2 file at a time, about; bytes, 256 KiB to 16 MiB. @default 8388608 */
  readonly decodeBytes?: number;
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
  sink: 'disk',
  decodeBytes: 8 * 1024 * 1024,
  decoder: 'parallel',
  writeIndex: false,
  maxLineBytes: 16 * 1024 * 1024,
  lookAhead: 10_000,
  maxRejects: 0,
  ...MEDIA_DEFAULTS,
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
  decodeBytes: [256 * 1024, 16 * 1024 * 1024],
  maxLineBytes: [1024, 256 * 1024 * 1024],
  lookAhead: [1, 1_000_000],
  maxRejects: [0, Infinity],
  shardBytes: [0, 2 ** 40],
  minAccuracy: [0, 16],
  ...MEDIA_BOUNDS,
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
export interface ResolvedRun extends WithDefaults, ResolvedMedia {
  /** The files as given; which of them there are is looked up later. */
  readonly in: string | null;
  readonly files: Readonly<Partial<Record<Source, readonly string[]>>>;
  /** Absolute; nothing in a dry run without one. */
  readonly out: string;
  readonly range: LineRange;
  readonly minFreeBytes: number;
  readonly sinkMode: SinkMode;
  /** Null: every record is taken. */
  readonly filter: Filter | null;
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
    sinkMode: parseSink(all.sink),
    filter: parseFilter(all),
    image: all.dryRun ? null : image,
    wantedFields: parseFields(all.fields, all),
    ...resolveMedia(all),
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
