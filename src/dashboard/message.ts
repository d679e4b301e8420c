/** What the dashboard's server tells its page: plain values, since JSON has no Infinity, and the page knows nothing of the engine. */

/** `opening`: the job looks at its sources, and has not begun. */
export type Phase = 'opening' | 'running' | 'paused' | 'short of space' | 'finished' | 'interrupted' | 'failed';

/** The event `state`: all that is known at one moment. */
export interface StateMessage {
  /** Of this process; another one on the same port has another. */
  readonly run: string;
  readonly version: string;
  readonly phase: Phase;
  /** Null in a dry run, and until the job has begun. */
  readonly out: string | null;
  readonly mostThreads: number;
  /** Shards done by earlier runs. */
  readonly resumedShards: number;
  /** Null until the job has begun. */
  readonly figures: Figures | null;
  /** The newest last. */
  readonly notes: readonly Note[];
  /** Null until the job has ended. */
  readonly ending: Ending | null;
}

export interface Figures {
  readonly rows: number;
  readonly records: number;
  readonly rejects: number;
  readonly shards: number;
  /** 0 to 1; an estimate. */
  readonly fraction: number;
  readonly elapsedSeconds: number;
  readonly rowsPerSecond: number;
  /** Null while nothing is known. */
  readonly remainingSeconds: number | null;
  readonly outcomes: Counts;
  readonly mediaBytes: number;
  /** Of rows in this run, unpacked. */
  readonly textBytes: number;
  /** Threads that there should be. */
  readonly threads: number;
  readonly workers: readonly Worker[];
  /** Share of the last second, 0 to 1. */
  readonly mainBusy: number;
  readonly hosts: readonly Host[];
  readonly rssBytes: number;
  readonly peakBytes: number;
  readonly heapBytes: number;
  /** Seconds of this run, over all threads, by stage. */
  readonly stages: Counts;
  readonly sources: readonly SourceFile[];
  /** By source, what is odd in the rows of finished shards. */
  readonly oddities: Readonly<Record<'rejects' | 'gaps' | 'lost' | 'badItems', Counts>>;
  /** The newest first. */
  readonly newest: readonly Picture[];
}

export type Counts = Readonly<Record<string, number>>;

export interface Worker {
  readonly id: number;
  /** Share of the last second, 0 to 1. */
  readonly busy: number;
  readonly shards: readonly { readonly shard: number; readonly row: number | null }[];
}

export interface Host {
  readonly host: string;
  readonly outcomes: Counts;
  readonly bytes: number;
  /** Of all that came to an end, waiting for a turn included. */
  readonly milliseconds: number;
  readonly lastFailure: string | null;
  readonly connections: number;
  readonly maxConnections: number;
  /** Requests a second that it may get now. */
  readonly rate: Rate;
  /** What a person has set; null: nothing. */
  readonly rateSet: Rate | null;
  readonly isDead: boolean;
  /** Seconds until it may be asked again, as it wished. */
  readonly heldSeconds: number;
}

/** Requests a second. */
export type Rate = number | 'no limit';

export interface SourceFile {
  readonly source: string;
  readonly path: string;
  /** As it lies there; null where that is not known. */
  readonly bytes: number | null;
  readonly bytesRead: number;
}

/** A picture that `GET /media/ID` gives. */
export interface Picture {
  readonly id: string;
  readonly bytes: number;
}

export interface Note {
  readonly kind: 'warning' | 'note' | 'error';
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly text: string;
}

export interface Ending {
  /** What the terminal says at the end, or the error. */
  readonly lines: readonly string[];
  /** What to do next; null where there is nothing. */
  readonly advice: string | null;
}

/** The event `samples`: the run so far, or what has come to it since. */
export interface SamplesMessage {
  readonly run: string;
  /** True where they take the place of all that came before. */
  readonly isWhole: boolean;
  /** The oldest first. */
  readonly samples: readonly SampleRow[];
}

/** All but memory are sums since the run began. */
export type SampleRow = readonly [
  seconds: number,
  rows: number,
  mediaFiles: number,
  mediaBytes: number,
  textBytes: number,
  mainBusySeconds: number,
  workersBusySeconds: number,
  rssBytes: number,
];

/** What `POST /command` takes. */
export type Command =
  | { readonly command: 'pause' | 'go on' }
  | { readonly command: 'threads'; readonly threads: number }
  | {
      readonly command: 'rate';
      readonly host: string;
      /** Null: as the job's options say. */
      readonly perSecond: Rate | null;
    };

/** Its answer: a sentence. */
export interface CommandReply {
  readonly isDone: boolean;
  readonly text: string;
}
