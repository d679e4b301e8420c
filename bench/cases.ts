/**
 * What is measured: the job with its stages taken away one by one, and the whole job.
 *
 * From `lines` on each stage does what the one before it does and one thing more, so the difference of two lines is
 * what that one thing costs. They start from plain text, since decoding would drown the rest, and run on one thread.
 */
import type { Format } from '../src/core/protocol.js';

/** In the order of the report. */
export const STAGES = {
  decode: 'decode: bz2 to text, nothing done with it',
  read: 'read: text, nothing done with it',
  lines: '+ lines: newlines found, lines counted',
  align: '+ align: cut into shards',
  encode: '+ parse and encode: join, JSON, no output',
  write: '+ write: the worker’s whole task',
  job: 'whole job',
} as const;

export type Stage = keyof typeof STAGES;

/** `text`: the files are decompressed. */
export type Input = 'text' | 'bz2';

export interface Case {
  readonly stage: Stage;
  readonly input: Input;
  /** Null where nothing is written. */
  readonly format: Format | null;
  /** Worker threads of a whole job; null for a stage, which runs on the main thread. */
  readonly threads: number | null;
  readonly shardRows: number;
}

/** All cases, in the order of the report, with the whole job once for each number of threads. */
export function casesFor(threadCounts: readonly number[], shardRows: number): readonly Case[] {
  const stage = (name: Stage, input: Input, format: Format | null = null): Case => ({
    stage: name,
    input,
    format,
    threads: null,
    shardRows,
  });
  const jobs = (input: Input, format: Format): Case[] =>
    threadCounts.map((threads) => ({ stage: 'job', input, format, threads, shardRows }));
  return [
    stage('decode', 'bz2'),
    stage('read', 'text'),
    stage('lines', 'text'),
    stage('align', 'text'),
    stage('encode', 'text'),
    stage('write', 'text', 'jsonl'),
    stage('write', 'text', 'files'),
    ...jobs('text', 'jsonl'),
    ...jobs('text', 'files'),
    ...jobs('bz2', 'jsonl'),
    ...jobs('bz2', 'files'),
  ];
}

/** The whole job, bz2 to lines of JSON, for each number of threads with shards of each size. */
export function sweepFor(threadCounts: readonly number[], shardSizes: readonly number[]): readonly Case[] {
  return threadCounts.flatMap((threads) =>
    shardSizes.map((shardRows): Case => ({ stage: 'job', input: 'bz2', format: 'jsonl', threads, shardRows })),
  );
}

/** A case in a few words. */
export function labelOf({ stage, input, format }: Case): string {
  switch (stage) {
    case 'job':
      return `${STAGES.job}: ${input} to ${format ?? 'nothing'}`;
    case 'write':
      return `${STAGES.write}, ${format ?? 'nothing'}`;
    case 'decode':
    case 'read':
    case 'lines':
    case 'align':
    case 'encode':
      return STAGES[stage];
  }
}
