/** The media of a shard's rows, so many under way at once. */
import { countMedia } from '../core/counters.js';
import type { JoinedRow } from '../core/join.js';
import { orderedMap } from '../core/ordered-map.js';
import type { MediaResult } from '../core/outcome.js';
import type { MediaSettings, ShardSettings } from '../core/protocol.js';
import { createFetcher, type Fetcher } from './fetcher.js';
import { wantedMedia } from './wanted.js';

/** Records of one shard under way, for each connection: enough that a slow file at the head leaves the others work. */
const WINDOW_PER_CONNECTION = 8;

/** The rows in order, each with what became of its media: null where none is wanted. */
export async function* fetchRows(
  rows: Iterable<JoinedRow>,
  settings: ShardSettings,
  media: MediaSettings,
): AsyncGenerator<{ readonly row: JoinedRow; readonly media: MediaResult | null }> {
  const fetcher = fetcherOf(settings, media);
  yield* orderedMap(rows, media.connections * WINDOW_PER_CONNECTION, async (row, signal) => {
    const wanted = wantedMedia(row, media.kinds);
    if (wanted === null) return { row, media: null };
    const result = await fetcher.fetch(wanted, signal);
    countMedia(settings.counters, result.outcome, result.bytes);
    return { row, media: result };
  });
}

/** A worker keeps its connections from one shard to the next. */
let kept: { readonly outDir: string; readonly fetcher: Fetcher } | null = null;

function fetcherOf({ outDir, tmpDir }: ShardSettings, media: MediaSettings): Fetcher {
  if (kept?.outDir !== outDir) {
    void kept?.fetcher.close();
    kept = { outDir, fetcher: createFetcher({ ...media, outDir, tmpDir }) };
  }
  return kept.fetcher;
}
