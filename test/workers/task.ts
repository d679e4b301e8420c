/** Tasks for the shard worker, made by hand. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createCounters } from '../../src/core/counters.js';
import type { SideSource } from '../../src/core/fields.js';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createNewestMedia } from '../../src/core/newest-media.js';
import { createPauseFlag } from '../../src/core/pause-flag.js';
import { createPulses } from '../../src/core/pulse.js';
import type { MediaSettings, ShardReply, ShardSettings, ShardTask } from '../../src/core/protocol.js';
import { sliceOf } from '../core/hand-made.js';

type Files = { readonly dataset: readonly string[] } & Readonly<Partial<Record<SideSource, readonly string[]>>>;

/** A task of these lines, for a new output folder `scratch/name`. */
export async function taskOf(
  scratch: string,
  name: string,
  files: Files,
  settings: Partial<ShardSettings> = {},
): Promise<ShardTask> {
  const outDir = join(scratch, name);
  const tmpDir = join(outDir, '.tmp');
  await mkdir(tmpDir, { recursive: true });
  const side = (source: SideSource) => (files[source] === undefined ? null : sliceOf(files[source]));
  return {
    shard: 3,
    pulse: { buffer: createPulses(1), place: 0 },
    isRowByRow: false,
    setAside: [],
    slices: {
      dataset: sliceOf(files.dataset),
      autotags: side('autotags'),
      exif: side('exif'),
      places: side('places'),
      hash: side('hash'),
    },
    settings: {
      outDir,
      tmpDir,
      format: 'jsonl',
      gzipLevel: null,
      shardBytes: 0,
      schema: 'full',
      fields: null,
      filter: null,
      media: null,
      maxLineBytes: 1 << 24,
      counters: createCounters(),
      pauseFlag: createPauseFlag(),
      writes: true,
      delayMs: 0,
      dryRun: false,
      ...settings,
    },
    redo: null,
  };
}

/** Settings that fetch from a server on this machine. */
export function mediaSettings(origin: string): MediaSettings {
  return {
    kinds: 'photos',
    connections: 2,
    deadlineMs: 10_000,
    maxBytes: 1 << 20,
    attempts: 1,
    from: [`${origin}/{photo_id}.jpg`],
    size: '500',
    resolve: [],
    allowPrivate: true,
    allowHosts: [],
    proxies: { http: null, https: null, no: '' },
    userAgent: 'test',
    rates: { flickr: 0, hosts: [] },
    minRate: 1000,
    respectsRobots: true,
    placeholders: [],
    isPatient: false,
    hosts: createHostBuffer(1),
    newest: createNewestMedia(),
    image: null,
  };
}

/** The reply of a shard that is done. */
export function doneOf(reply: ShardReply): Extract<ShardReply, { status: 'done' }> {
  if (reply.status === 'done') return reply;
  throw new Error(`${reply.code}: ${reply.message}`);
}
