/** What the time of a job's threads goes into, stage by stage. */

/** What a shard's time goes into: rows to JSON (join and filter with it), media awaited, and files written. */
export const SHARD_STAGES = ['encode', 'fetch', 'write'] as const;
export type ShardStage = (typeof SHARD_STAGES)[number];

/** Milliseconds. */
export type ShardTimes = Readonly<Record<ShardStage, number>>;

/** All that is told apart: `decode` is bz2 to text, `sync` is the wait for the disk behind a shard, which holds no thread. */
export const STAGES = ['decode', ...SHARD_STAGES, 'sync'] as const;
export type Stage = (typeof STAGES)[number];

/** Measures one shard. */
export class StageClock {
  readonly #nowMs: () => number;
  readonly #times: Record<ShardStage, number> = { encode: 0, fetch: 0, write: 0 };
  #stage: ShardStage | null = null;
  #sinceMs = 0;

  /** `nowMs`: monotonic. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** From now on the time goes into this; null: it is nobody's, such as that of a pause. */
  to(stage: ShardStage | null): void {
    const now = this.#nowMs();
    if (this.#stage !== null) this.#times[this.#stage] += now - this.#sinceMs;
    this.#stage = stage;
    this.#sinceMs = now;
  }

  /** What has gone into each so far. */
  times(): ShardTimes {
    this.to(this.#stage);
    return { ...this.#times };
  }
}
