/** Every message that crosses a thread: plain values, typed arrays and shared buffers only. */
import type { ErrorCode } from './errors.js';
import type { PartSource, SideSource, Source } from './fields.js';
import type { Filter } from './filter.js';
import type { FieldName } from './full-fields.js';
import type { HostRates } from './host-rates.js';
import type { ImageSettings } from './image.js';
import type { MediaSize } from './media-source.js';
import type { Outcome } from './outcome.js';
import type { Proxies } from './proxies.js';
import type { RecordCounts } from './record-counts.js';
import type { RowTable } from './row-table.js';
import type { ShardTimes } from './stage-clock.js';

export type Format = 'files' | 'jsonl' | 'parquet' | 'csv' | 'webdataset' | 'sqlite';
export type Schema = 'full' | 'article';
export type MediaKinds = 'none' | 'photos' | 'videos' | 'all';

/** Bytes `[from, to)` of a slab of decoded text. */
export interface Segment {
  readonly buffer: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

/** Consecutive whole lines of one source, each with its LF, as they lie in shared memory. */
export interface Slice {
  /** Number of the first line in its file, from 0. */
  readonly firstLine: number;
  readonly lines: number;
  readonly segments: readonly Segment[];
  /** Lines (counted from the slice's first) that were over the cap and stand here cut short. */
  readonly overlong: readonly number[];
}

/** How media are fetched; the same for every shard of a job. */
export interface MediaSettings {
  readonly kinds: Exclude<MediaKinds, 'none'>;
  /** Requests at a time, over all workers and hosts. */
  readonly connections: number;
  /** For one try, redirects and body included; waiting for a turn does not count. */
  readonly deadlineMs: number;
  /** Of one file. */
  readonly maxBytes: number;
  /** Tries in all, at least 1. */
  readonly attempts: number;
  /** Names of sources, or templates such as `http://mirror/{h0-3}/{photo_id}.jpg`, in the order in which they are asked. */
  readonly from: readonly string[];
  /** Of photos. */
  readonly size: MediaSize;
  /** `host:port:address` as in curl; the host may be `*`. */
  readonly resolve: readonly string[];
  /** Allows addresses that are not of the public internet. */
  readonly allowPrivate: boolean;
  /** `host`, `*.host` or an address, with `:port` or without: allows such addresses for these. */
  readonly allowHosts: readonly string[];
  readonly proxies: Proxies;
  readonly userAgent: string;
  /** Requests a second, over all workers. */
  readonly rates: HostRates;
  /** Bytes a second that a body must keep; 0: none. */
  readonly minRate: number;
  /** Whether `X-Robots-Tag: noai` and `noimageai` are respected. */
  readonly respectsRobots: boolean;
  /** SHA-256 of pictures that stand for one that is gone, lower-case hex. */
  readonly placeholders: readonly string[];
  /** Waits for dead hosts for a while; else their records are put off. */
  readonly isPatient: boolean;
  /** From `createHostBuffer`, the same one for all workers. */
  readonly hosts: SharedArrayBuffer;
  /** From `createNewestMedia`, the same one for all workers. */
  readonly newest: SharedArrayBuffer;
  /** What is done with each photo; null: it stays as it came, and nothing is said of it. */
  readonly image: ImageSettings | null;
}

/** What a worker must know of the job; the same for every shard. */
export interface ShardSettings {
  /** Absolute path. */
  readonly outDir: string;
  /** Absolute path of this attempt's folder for temporary names, on the same file system. */
  readonly tmpDir: string;
  readonly format: Format;
  /** 1 to 9; null: not compressed. */
  readonly gzipLevel: number | null;
  /** Of a tar file at most; 0: a shard is one. */
  readonly shardBytes: number;
  readonly schema: Schema;
  /** Those of the `full` schema that records have; null for all. */
  readonly fields: readonly FieldName[] | null;
  /** Which records are taken; null for all. */
  readonly filter: Filter | null;
  readonly media: MediaSettings | null;
  readonly maxLineBytes: number;
  /** Live counters, see `core/counters.ts`. */
  readonly counters: SharedArrayBuffer;
  /** While it is set, workers hold before they write more; see `core/pause-flag.ts`. */
  readonly pauseFlag: SharedArrayBuffer;
  /** False: records are made, and not written. */
  readonly writes: boolean;
  /** That a shard's output takes longer, to measure what a slow disk does. */
  readonly delayMs: number;
  /** Nothing is written, and the records of each sort are counted. */
  readonly dryRun: boolean;
}

/** Where in shared memory a task shows that its thread lives; see `core/pulse.ts`. */
export interface PulsePlace {
  readonly buffer: SharedArrayBuffer;
  readonly place: number;
}

export interface ShardTask {
  readonly shard: number;
  readonly slices: { readonly dataset: Slice } & Readonly<Record<SideSource, Slice | null>>;
  readonly pulse: PulsePlace;
  /** Set when a thread has died of this shard: one row after the other, so that the one in hand is known. */
  readonly isRowByRow: boolean;
  /** Dataset rows, by their place in the shard, that threads have died at: they become rejects. */
  readonly setAside: readonly number[];
  readonly settings: ShardSettings;
  /** Null: it was not done before. */
  readonly redo: Redo | null;
}

/** What a finished shard is gone over again for. */
export interface Redo {
  /** Media with these outcomes are asked for again; those that were put off always are. */
  readonly again: readonly Outcome[];
  /** Files that are there are read, and asked for again where they are not as they were written. */
  readonly recheck: boolean;
  /** What it has written. */
  readonly outputs: readonly OutputFile[];
}

/** A file that a shard wrote, path below the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex; null for a tar file, whose members' are in the index beside it. */
  readonly sha256: string | null;
}

/** What one shard amounts to; the manifest keeps it as it is. */
export interface ShardCounts {
  /** Lines of the dataset file. */
  readonly rows: number;
  /** Records written. */
  readonly records: number;
  /** Lines that could not become a row, or have no dataset row, by source. */
  readonly rejects: Readonly<Record<Source, number>>;
  /** Dataset rows without a line in a given side file. */
  readonly gaps: Readonly<Record<SideSource, number>>;
  /** Items that could not be read, by source; their text is kept in `raw`. */
  readonly badItems: Readonly<Record<PartSource, number>>;
  /** Ids too short for the article's tree. */
  readonly shortIds: number;
  /** Rows whose stated hash is not that of their URL. */
  readonly wrongHashes: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Of these, records whose host was dead: they are asked for again when all shards are done. */
  readonly putOff: number;
  /** Files written or found whole: JSON and media. */
  readonly files: number;
  /** Bytes of those files. */
  readonly bytes: number;
}

/** An expected failure comes back as a value: an Error loses its class and its code on the way over. */
export interface TaskFailure {
  readonly status: 'failed';
  readonly code: ErrorCode;
  readonly message: string;
  readonly file: string | null;
}

export interface DoneReply {
  readonly status: 'done';
  readonly counts: ShardCounts;
  readonly outputs: readonly OutputFile[];
  /** Of the thread, and in `fetch` of waiting for the network. */
  readonly stages: ShardTimes;
  /** JSON lines for `rejects.jsonl`. */
  readonly rejects: Uint8Array;
  /** Only in a dry run. */
  readonly recordCounts?: RecordCounts;
}

export type ShardReply = DoneReply | TaskFailure;

/** Check the files of one finished shard. */
export interface VerifyTask {
  readonly outDir: string;
  readonly outputs: readonly OutputFile[];
}

export interface VerifyReply {
  readonly files: number;
  readonly bytes: number;
  /** A sentence a problem, at most `MAX_PROBLEMS` of them. */
  readonly problems: readonly string[];
  readonly problemCount: number;
}

/** Something of the one database that a `sqlite` job writes; one thread does all of it, in order. */
export type DatabaseWriteTask =
  /** Opens it, with what the manifest says is in it; what is in it beyond that goes. */
  | {
      readonly kind: 'open';
      readonly file: string;
      readonly shards: number;
      readonly records: number;
      /** Whether records say of pictures what is known. */
      readonly hasImages: boolean;
    }
  /** Puts the next shard into it, from a database of its own, which goes. */
  | { readonly kind: 'add'; readonly file: string; readonly shard: number; readonly records: number }
  /** Closes it; when it is whole, as a plain file that any program may read. */
  | { readonly kind: 'close'; readonly isWhole: boolean };

export type DatabaseWriteReply = { readonly status: 'done' } | TaskFailure;

/** Something to know from a SQLite database; `link` is a name for it that is ours to put a lock beside. */
export type DatabaseReadTask = { readonly file: string; readonly link: string } & (
  | {
      /** How many rows the dataset's table has. */
      readonly kind: 'count';
    }
  | {
      /** The next rows as lines: behind row `after`, or else behind the first `skip` of them. */
      readonly kind: 'lines';
      readonly after: number | bigint | null;
      readonly skip: number;
    }
  | {
      /** Whether it is whole, and has what the manifest says. */
      readonly kind: 'check';
      readonly shards: number;
      readonly records: number;
    }
);

export type DatabaseReadReply =
  | { readonly status: 'rows'; readonly rows: number }
  | {
      readonly status: 'lines';
      /** Each with its LF. */
      readonly bytes: Uint8Array;
      /** The row of the last one; null when there was none. */
      readonly last: number | bigint | null;
      /** Of all rows, by their numbers: how many are behind `last`, 0 to 1. */
      readonly progress: number;
    }
  | { readonly status: 'checked'; readonly problems: readonly string[] }
  | TaskFailure;

/** Note the ids of a slice of dataset rows, or make the table over those of all rows. */
export type RowKeysTask =
  | { readonly kind: 'keys'; readonly slice: Slice; readonly keys: SharedArrayBuffer; readonly at: number }
  | { readonly kind: 'table'; readonly table: RowTable };

/** Put lines of a side file into the order of the dataset, see `order/run-file.ts`. */
export interface SideRunTask {
  readonly slice: Slice;
  readonly table: RowTable;
  readonly buckets: { readonly bucketRows: number; readonly count: number };
  readonly maxLineBytes: number;
  readonly file: string;
  readonly tmpFile: string;
}

export type SideRunReply =
  | {
      readonly status: 'done';
      /** Of each bucket; the last one has what belongs to no row. */
      readonly sizes: readonly { readonly lines: number; readonly bytes: number }[];
      /** Whether the run was there already. */
      readonly isKept: boolean;
    }
  | TaskFailure;

/** Bring the lines of one bucket together. */
export interface GatherTask {
  readonly files: readonly string[];
  readonly bucket: number;
  /** Buffers of one size, enough for the bucket's text. */
  readonly into: readonly SharedArrayBuffer[];
}

/** What stands in one of the buffers, from its beginning. */
export interface GatheredPart {
  readonly length: number;
  readonly newlines: Uint32Array;
}

export interface GatherReply {
  readonly parts: readonly GatheredPart[];
  /** The dataset row of each line, ascending. */
  readonly rows: Uint32Array;
}
