/** Cuts whole sources into shards, as a job that is not stopped does. */
import type { SlabPool } from '../src/bz2/slabs.js';
import { align, type AlignedShard, type Windows } from '../src/engine/align.js';
import { RUN_DEFAULTS } from '../src/jobs/run-options.js';

/** The shards in order. When the next one is asked for, the slabs of the one before it are free again. */
export async function* alignedShards(
  windows: Windows,
  slabs: SlabPool,
  shardRows: number,
): AsyncGenerator<AlignedShard> {
  const { signal: stop } = new AbortController();
  const { lookAhead } = RUN_DEFAULTS;
  for await (const shard of align(windows, { shardRows, from: 0, to: Infinity, lookAhead, resume: null, stop })) {
    yield shard;
    for (const slab of shard.slabs) slabs.release(slab);
  }
}
