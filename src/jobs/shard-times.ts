/** What the time of a run's threads has gone into: in all, and how long shards took one by one. */
import { createTally, type Histogram } from '../core/histogram.js';
import { SHARD_STAGES, STAGES, type ShardTimes, type Stage } from '../core/stage-clock.js';

/** What one shard's time goes into; blocks are decoded for many of them. */
export type TimedStage = Exclude<Stage, 'decode'>;

/** Seconds: from a shard of a few rows to one that waits for slow hosts. */
const SHARD_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

export interface ShardSeconds {
  /** All stages of a shard together. */
  readonly whole: Histogram;
  readonly stages: Readonly<Record<TimedStage, Histogram>>;
}

export interface ShardTimer {
  /** Adds the milliseconds that a thread took to decode. */
  readonly addDecode: (milliseconds: number) => void;
  /** Adds a finished shard: what its time went into, and the wait for the disk behind it. */
  readonly addShard: (times: ShardTimes, syncMs: number) => void;
  /** Seconds, over all threads. */
  readonly stages: () => Record<Stage, number>;
  readonly shards: () => ShardSeconds;
}

export function createShardTimer(): ShardTimer {
  const stageMs: Record<Stage, number> = { decode: 0, encode: 0, fetch: 0, write: 0, sync: 0 };
  const whole = createTally(SHARD_BOUNDS);
  const tallies = {
    encode: createTally(SHARD_BOUNDS),
    fetch: createTally(SHARD_BOUNDS),
    write: createTally(SHARD_BOUNDS),
    sync: createTally(SHARD_BOUNDS),
  };
  return {
    addDecode(milliseconds) {
      stageMs.decode += milliseconds;
    },
    addShard(times, syncMs) {
      const all = { ...times, sync: syncMs };
      let sumMs = 0;
      for (const stage of [...SHARD_STAGES, 'sync'] as const) {
        stageMs[stage] += all[stage];
        sumMs += all[stage];
        tallies[stage].add(all[stage] / 1000);
      }
      whole.add(sumMs / 1000);
    },
    stages() {
      const seconds = { ...stageMs };
      for (const stage of STAGES) seconds[stage] /= 1000;
      return seconds;
    },
    shards: () => ({
      whole: whole.read(),
      stages: {
        encode: tallies.encode.read(),
        fetch: tallies.fetch.read(),
        write: tallies.write.read(),
        sync: tallies.sync.read(),
      },
    }),
  };
}
