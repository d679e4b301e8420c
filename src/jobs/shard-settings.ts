/** What the workers must know of a job. */
import { createHostBuffer } from '../core/host-buffer.js';
import { createNewestMedia } from '../core/newest-media.js';
import { proxiesOf } from '../core/proxies.js';
import { createPauseFlag } from '../core/pause-flag.js';
import type { ShardSettings } from '../core/protocol.js';
import type { OutputFolder } from '../engine/output-folder.js';
import { mostThreads } from '../engine/threads.js';
import type { ResolvedRun } from './run-options.js';

/** The settings of every shard's task; made once a job, since all threads share the memory in it. */
export function shardSettings(
  resolved: ResolvedRun,
  folder: Pick<OutputFolder, 'outDir' | 'tmpDir'> | null,
  counters: SharedArrayBuffer,
): ShardSettings {
  const { format, gzip, gzipLevel, schema, filter, media, maxLineBytes, threads, connections, dryRun, wantedFields } =
    resolved;
  return {
    // A dry run writes nowhere.
    outDir: folder?.outDir ?? '',
    tmpDir: folder?.tmpDir ?? '',
    format,
    gzipLevel: gzip ? gzipLevel : null,
    shardBytes: resolved.shardBytes,
    schema,
    fields: wantedFields,
    filter,
    maxLineBytes,
    counters,
    pauseFlag: createPauseFlag(),
    ...resolved.sinkMode,
    dryRun,
    media:
      media === 'none'
        ? null
        : {
            kinds: media,
            connections: Math.max(connections, threads),
            deadlineMs: resolved.deadline * 1000,
            maxBytes: resolved.maxMediaBytes,
            attempts: resolved.attempts,
            from: resolved.mediaSources,
            size: resolved.size,
            resolve: resolved.resolve,
            allowPrivate: resolved.allowPrivate,
            allowHosts: resolved.allowHost,
            proxies: proxiesOf(process.env),
            userAgent: resolved.userAgent,
            rates: resolved.rates,
            minRate: resolved.minRate,
            respectsRobots: !resolved.ignoreOptOut,
            placeholders: resolved.placeholder,
            // What is in the one database can't be written anew when all else is done.
            isPatient: format === 'sqlite',
            hosts: createHostBuffer(mostThreads(threads)),
            newest: createNewestMedia(),
            image: resolved.image,
          },
  };
}
