/** What every output format is to a worker: a place where the records of one shard go, in order. */
import type { MediaBody } from '../core/body-place.js';
import type { OutputFile } from '../core/protocol.js';
import type { RecordBatch } from '../core/record-batch.js';

export interface Sink {
  /** Writes records in order, where media go into the same files one at a time with its own; a promise means: wait before the next ones. */
  write(batch: RecordBatch, body?: MediaBody | null): Promise<void> | void;
  /** Puts everything under final names; gives the shard-level files, and how many files and bytes there are. */
  close(): Promise<SinkResult>;
  /** Leaves nothing of an unfinished shard-level file. Never throws. */
  abort(): void;
}

export interface SinkResult {
  readonly outputs: readonly OutputFile[];
  readonly files: number;
  readonly bytes: number;
}

/** What a sink must know. */
export interface SinkContext {
  readonly shard: number;
  /** Absolute. */
  readonly outDir: string;
  /** Absolute; names in it need only be unique to the attempt. */
  readonly tmpDir: string;
}
