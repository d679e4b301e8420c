/** Which shards of a finished job are gone over again, and what for. */
import { OUTCOMES, type Outcome } from '../core/outcome.js';
import type { Redo } from '../core/protocol.js';
import type { ShardLine } from '../engine/manifest.js';
import type { ResolvedRun } from './run-options.js';

export interface RedoPlan {
  readonly shards: ReadonlyMap<number, Redo>;
  /** Media that are asked for again; those that are only looked at don't count. */
  readonly media: number;
}

/** Null when there is nothing to go over. Media that were put off are always part of it. */
export function redoPlan(
  lines: readonly ShardLine[],
  { again, recheck }: Pick<ResolvedRun, 'again' | 'recheck'>,
): RedoPlan | null {
  const shards = new Map<number, Redo>();
  let media = 0;
  for (const { shard, outcomes, putOff, outputs } of lines) {
    const wanted = Math.max(putOff, countOf(outcomes, again ?? []));
    media += wanted;
    const hasMedia = OUTCOMES.some((outcome) => outcomes[outcome] !== undefined);
    if (wanted > 0 || (recheck && hasMedia)) shards.set(shard, { again: again ?? [], recheck, outputs });
  }
  return shards.size === 0 ? null : { shards, media };
}

function countOf(counts: ShardLine['outcomes'], outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}
