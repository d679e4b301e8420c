/** The media of one shard's rows: all of them asked for at once, each host at its own pace, and kept as they come. */
import { join } from 'node:path';
import { countMedia } from '../core/counters.js';
import { demandMap } from '../core/demand-map.js';
import type { JoinedRow } from '../core/join.js';
import { journalName } from '../core/output-path.js';
import { addNewMedia, SHOWN_TYPES } from '../core/newest-media.js';
import type { TaskPulse } from '../core/pulse.js';
import type { MediaSettings, ShardSettings, ShardTask } from '../core/protocol.js';
import { createFetcher, type Fetcher } from './fetcher.js';
import { createFileStore } from './file-store.js';
import { createGate } from './gate.js';
import { openJournal } from './journal.js';
import { readPrior } from './prior.js';
import type { MediaStore, SavedMedia } from './store.js';
import { createTarStore } from './tar-store.js';
import { wantedOf } from './wanted.js';

/** Records under way at once, whatever the shard's size: a waiting one takes about a kilobyte. */
const UNDER_WAY = 16_384;

/** Files on disk that are read at the same time. */
const checks = createGate(4);

/** What became of the media of each row, in their order: null where none is wanted. */
export async function fetchShard(
  rows: Iterable<JoinedRow>,
  { shard, settings, redo, isRowByRow }: Pick<ShardTask, 'shard' | 'settings' | 'redo' | 'isRowByRow'>,
  media: MediaSettings,
  pulse: TaskPulse,
): Promise<readonly (SavedMedia | null)[]> {
  const fetcher = fetcherOf(settings, media);
  const wantedIn = wantedOf(media);
  const store = await openStore(shard, settings, redo);
  const inHand = isRowByRow ? oneInHand(pulse) : null;
  try {
    return await demandMap(rows, UNDER_WAY, fetcher.demand, async (row, signal): Promise<SavedMedia | null> => {
      const wanted = wantedIn(row);
      if (wanted === null) return null;
      const enter = inHand && (() => inHand(row.index, signal));
      const one = store.known(wanted.photoId) ?? (await fetcher.fetch(wanted, store, signal, enter));
      countMedia(settings.counters, one.result.outcome, one.result.bytes);
      show(wanted.photoId, one, settings.outDir, media.newest);
      return one;
    });
  } finally {
    store.close();
  }
}

const SHOWN_BYTES = 4 * 1024 * 1024;
/** A thread shows no more than one in so long. */
const SHOW_EVERY_MS = 500;

let shownMs = 0;

/** Shows a picture that has just come to whoever looks at the job. */
function show(photoId: string, { result, body }: SavedMedia, outDir: string, newest: SharedArrayBuffer): void {
  const { outcome, path, type, bytes } = result;
  if (outcome !== 'ok' || path === null || type === null) return;
  if (bytes > SHOWN_BYTES || !SHOWN_TYPES.has(type)) return;
  const now = performance.now();
  if (now - shownMs < SHOW_EVERY_MS) return;
  shownMs = now;
  const { file, offset } = body ?? { file: join(outDir, path), offset: 0 };
  addNewMedia(newest, { photoId, file, offset, bytes, type });
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

async function openStore(shard: number, settings: ShardSettings, redo: ShardTask['redo']): Promise<MediaStore> {
  const { outDir, tmpDir, format } = settings;
  const isTar = format === 'webdataset';
  const prior = redo === null ? new Map<string, SavedMedia>() : await readPrior(outDir, redo, isTar);
  const journal = openJournal(join(outDir, journalName(shard)), isTar);
  if (isTar) return createTarStore(journal, prior);
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
