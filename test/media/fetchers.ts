/** Fetchers that write below one folder, and what they are asked for. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaResult } from '../../src/core/outcome.js';
import { createPacerBuffer } from '../../src/core/pacer-buffer.js';
import { createFetcher, type Fetcher, type MediaOptions, type WantedMedia } from '../../src/media/fetcher.js';
import { fakeClock, type FakeClock } from './fake-clock.js';

export const NEVER: AbortSignal = new AbortController().signal;
export const ID = '6985418911';

export function wanted(url: string, facts: Partial<WantedMedia> = {}): WantedMedia {
  return { photoId: ID, kind: 'photo', url, hash: '4e2f7a26a1df', field: () => null, ...facts };
}

export interface Fetchers {
  readonly options: MediaOptions;
  /** Runs `work` with a fetcher of its own, closes that, and looks that no temporary file is left. */
  readonly withFetcher: <T>(
    options: Partial<MediaOptions>,
    work: (fetcher: Fetcher, clock: FakeClock) => Promise<T>,
  ) => Promise<T>;
  readonly fetchOne: (url: string, options?: Partial<MediaOptions>) => Promise<MediaResult>;
}

/** `root` needs a folder `tmp` in it. */
export function fetchersIn(root: string): Fetchers {
  const options: MediaOptions = {
    outDir: join(root, 'out'),
    tmpDir: join(root, 'tmp'),
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
    ratePerHost: 0,
    pacer: createPacerBuffer(),
  };

  async function withFetcher<T>(
    own: Partial<MediaOptions>,
    work: (fetcher: Fetcher, clock: FakeClock) => Promise<T>,
  ): Promise<T> {
    const clock = fakeClock();
    const fetcher = createFetcher({ ...options, pacer: createPacerBuffer(), ...own }, clock);
    try {
      return await work(fetcher, clock);
    } finally {
      await fetcher.close();
      assert.deepEqual(await readdir(options.tmpDir), []);
    }
  }

  return {
    options,
    withFetcher,
    fetchOne: (url, own = {}) => withFetcher(own, (fetcher) => fetcher.fetch(wanted(url), NEVER)),
  };
}
