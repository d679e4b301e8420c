/** What a worker is told of a job, for benchmarks that call its parts on their own thread. */
import { createCounters } from '../src/core/counters.js';
import { createPauseFlag } from '../src/core/pause-flag.js';
import type { Format, ShardSettings } from '../src/core/protocol.js';
import { RUN_DEFAULTS } from '../src/jobs/run-options.js';

/** A job of all records, without media. Temporary files go into the folder `tmp` of `outDir`, which is to be there. */
export function shardSettings(outDir: string, format: Format, gzipLevel: number | null): ShardSettings {
  const { maxLineBytes, schema } = RUN_DEFAULTS;
  return {
    outDir,
    tmpDir: `${outDir}/tmp`,
    format,
    gzipLevel,
    shardBytes: 0,
    schema,
    fields: null,
    filter: null,
    media: null,
    maxLineBytes,
    counters: createCounters(),
    pauseFlag: createPauseFlag(),
    writes: true,
    delayMs: 0,
    dryRun: false,
  };
}
