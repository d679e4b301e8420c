/** Fetchers that write below one folder, and what they are asked for. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createCounters } from '../../src/core/counters.js';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createNewestMedia } from '../../src/core/newest-media.js';
import { mediaSource, type MediaRecord } from '../../src/core/media-source.js';
import { createPauseFlag } from '../../src/core/pause-flag.js';
import type { MediaResult } from '../../src/core/outcome.js';
import { SYSTEM_CLOCK } from '../../src/media/clock.js';
import { createFetcher } from '../../src/media/fetcher.js';
import { createFileStore } from '../../src/media/file-store.js';
import { createGate } from '../../src/media/gate.js';
import type { MediaOptions } from '../../src/media/gear.js';
import { openJournal } from '../../src/media/journal.js';
import { fakeClock, type FakeClock } from './fake-clock.js';

export const NEVER: AbortSignal = new AbortController().signal;
export const ID = '6985418911';

/** A photo or video by what its URLs are made of. */
export interface Wanted extends MediaRecord {
  readonly photoId: string;
}

export function wanted(url: string, facts: Partial<Wanted> = {}): Wanted {
  return { photoId: ID, kind: 'photo', url, hash: '4e2f7a26a1df', field: () => null, ...facts };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface TestFetcher {
  readonly fetch: (wanted: Wanted, signal: AbortSignal) => Promise<MediaResult>;
}

export interface TestOptions extends MediaOptions {
  readonly outDir: string;
  /** Time goes by as it does, for what ends by a deadline; else the clock stands still. */
  readonly isRealTime: boolean;
}

export interface Fetchers {
  readonly options: TestOptions;
  /** Runs `work` with a fetcher of its own, closes that, and looks that no temporary file is left. */
  readonly withFetcher: <T>(
    options: Partial<TestOptions>,
    work: (fetcher: TestFetcher, clock: FakeClock) => Promise<T>,
  ) => Promise<T>;
  readonly fetchOne: (url: string, options?: Partial<TestOptions>) => Promise<MediaResult>;
}

/** `root` needs a folder `tmp` in it. */
export function fetchersIn(root: string): Fetchers {
  const options: TestOptions = {
    outDir: join(root, 'out'),
    isRealTime: false,
    tmpDir: join(root, 'tmp'),
    pauseFlag: createPauseFlag(),
    counters: createCounters(),
    connections: 4,
    deadlineMs: 5000,
    maxBytes: 1e7,
    attempts: 3,
    from: ['farm'],
    size: '500',
    resolve: [],
    allowPrivate: true,
    allowHosts: [],
    proxies: { http: null, https: null, no: '' },
    userAgent: 'yfcc-test',
    rates: { flickr: 0, hosts: [] },
    minRate: 1000,
    respectsRobots: true,
    placeholders: [],
    isPatient: false,
    hosts: createHostBuffer(2),
    newest: createNewestMedia(),
    image: null,
  };
  let journals = 0;

  async function withFetcher<T>(
    own: Partial<TestOptions>,
    work: (fetcher: TestFetcher, clock: FakeClock) => Promise<T>,
  ): Promise<T> {
    const clock = fakeClock();
    const all = { ...options, hosts: createHostBuffer(2), ...own };
    const fetcher = createFetcher(all, all.isRealTime ? SYSTEM_CLOCK : clock);
    journals += 1;
    const journal = openJournal(join(root, 'journals', String(journals)), false);
    const tempPath = join(all.tmpDir, 'body');
    const store = createFileStore({ outDir: all.outDir, tempPath, journal, prior: new Map(), checks: createGate(4) });
    const sources = all.from.map((name) => mediaSource(name, all.size));
    try {
      return await work(
        {
          async fetch(one, signal) {
            const { photoId, kind } = one;
            const urls = sources.flatMap((source) => source(one) ?? []);
            return (await fetcher.fetch({ photoId, kind, urls }, store, signal)).result;
          },
        },
        clock,
      );
    } finally {
      await fetcher.close();
      store.close();
      assert.deepEqual(await readdir(options.tmpDir), []);
    }
  }

  return {
    options,
    withFetcher,
    fetchOne: (url, own = {}) => withFetcher(own, (fetcher) => fetcher.fetch(wanted(url), NEVER)),
  };
}
