/** The media of one shard's rows: asked for as there is room, each host at its own pace, and kept as they come. */
import { join } from 'node:path';
import type { BodyPlace } from '../core/body-place.js';
import { countMedia } from '../core/counters.js';
import { demandMap } from '../core/demand-map.js';
import type { JoinedRow } from '../core/join.js';
import { journalName } from '../core/output-path.js';
import { gathered } from '../core/gathered.js';
import { addNewMedia, SHOWN_TYPES } from '../core/newest-media.js';
import type { MediaResult } from '../core/outcome.js';
import type { TaskPulse } from '../core/pulse.js';
import type { MediaSettings, ShardSettings, ShardTask } from '../core/protocol.js';
import { createFetcher, type Fetcher } from './fetcher.js';
import { createFileStore } from './file-store.js';
import { createGate } from './gate.js';
import type { OnPlaced } from './held-bodies.js';
import { openJournal } from './journal.js';
import { readPrior } from './prior.js';
import type { MediaStore, SavedMedia } from './store.js';
import { createTarStore } from './tar-store.js';
import { wantedOf } from './wanted.js';

/** Records under way at once, whatever the shard's size: a waiting one takes about two kilobytes. */
const UNDER_WAY = 16_384;

/** Results that are given in one go, but of tar files, where what is to be written is in memory. */
const RESULTS_AT_ONCE = 512;

/** Files on disk that are read at the same time. */
const checks = createGate(4);

/**
 * What became of the media of each row, in their order and soon after it is known: null where none is wanted. Where a row is
 * looked for that threads die of, all of them at once: nothing else is done while one of them is in hand. A body that is in
 * memory is to be written before the next ones are asked for.
 */
export async function* fetchShard(
  rows: Iterable<JoinedRow>,
  { shard, settings, redo, isRowByRow }: Pick<ShardTask, 'shard' | 'settings' | 'redo' | 'isRowByRow'>,
  media: MediaSettings,
  pulse: TaskPulse,
): AsyncGenerator<readonly (SavedMedia | null)[], void, undefined> {
  const fetcher = fetcherOf(settings, media);
  const wantedIn = wantedOf(media);
  const store = await openStore(shard, settings, redo, (photoId, result, place) =>
    show(photoId, result, place, media.newest),
  );
  const inHand = isRowByRow ? oneInHand(pulse) : null;
  try {
    const fetched = demandMap(rows, UNDER_WAY, fetcher.demand, async (row, signal): Promise<SavedMedia | null> => {
      const wanted = wantedIn(row);
      if (wanted === null) return null;
      const enter = inHand && (() => inHand(row.index, signal));
      const one = store.known(wanted.photoId) ?? (await fetcher.fetch(wanted, store, signal, enter));
      const { outcome, path, bytes } = one.result;
      countMedia(settings.counters, outcome, bytes);
      const place =
        path === null ? null : (one.body?.where() ?? { file: join(settings.outDir, path), offset: 0, bytes });
      // One that is held is shown when it is in a file.
      if (place !== null && 'file' in place) show(wanted.photoId, one.result, place, media.newest);
      return one;
    });
    yield* gathered(fetched, isRowByRow ? Infinity : settings.format === 'webdataset' ? 1 : RESULTS_AT_ONCE);
  } finally {
    store.close();
  }
}

const SHOWN_BYTES = 4 * 1024 * 1024;
/** A thread shows no more than one in so long. */
const SHOW_EVERY_MS = 500;

let shownMs = 0;

/** Shows a picture that has just come to whoever looks at the job. */
function show(photoId: string, { outcome, type }: MediaResult, place: BodyPlace, newest: SharedArrayBuffer): void {
  if (outcome !== 'ok' || type === null || place.bytes > SHOWN_BYTES || !SHOWN_TYPES.has(type)) return;
  const now = performance.now();
  if (now - shownMs < SHOW_EVERY_MS) return;
  shownMs = now;
  addNewMedia(newest, { photoId, ...place, type });
}

/** Lets in one row at a time and notes it, where threads have died of some row: what is done then is not the network's. */
function oneInHand({ hold, release }: TaskPulse): (row: number, signal: AbortSignal) => Promise<() => void> {
  const gate = createGate(1);
  return async (row, signal) => {
    const leave = await gate.enter(signal);
    hold(row);
    return () => {
      release();
      leave();
    };
  };
}

async function openStore(
  shard: number,
  settings: ShardSettings,
  redo: ShardTask['redo'],
  onPlaced: OnPlaced,
): Promise<MediaStore> {
  const { outDir, tmpDir, format } = settings;
  const isTar = format === 'webdataset';
  const prior = redo === null ? new Map<string, SavedMedia>() : await readPrior(outDir, redo, isTar);
  const journal = openJournal(join(outDir, journalName(shard)), isTar);
  if (isTar) return createTarStore(journal, prior, onPlaced);
  return createFileStore({ outDir, tempPath: join(tmpDir, `${shard}.media`), journal, prior, checks });
}

/** A worker keeps its connections from one shard to the next. */
let kept: { readonly outDir: string; readonly isPatient: boolean; readonly fetcher: Fetcher } | null = null;

function fetcherOf({ outDir, tmpDir, pauseFlag, counters }: ShardSettings, media: MediaSettings): Fetcher {
  const { isPatient } = media;
  if (kept?.outDir !== outDir || kept.isPatient !== isPatient) {
    void kept?.fetcher.close();
    kept = { outDir, isPatient, fetcher: createFetcher({ ...media, tmpDir, pauseFlag, counters }) };
  }
  return kept.fetcher;
}
