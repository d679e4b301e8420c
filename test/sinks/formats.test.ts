import assert from 'node:assert/strict';
import test from 'node:test';
import { createCounters } from '../../src/core/counters.js';
import { createPauseFlag } from '../../src/core/pause-flag.js';
import type { ShardSettings } from '../../src/core/protocol.js';
import { Checksums } from '../../src/sinks/checksums.js';
import { makeSink } from '../../src/sinks/formats.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext } from './context.js';
import { batchesOf, manyRecords } from './sample-records.js';

const scratch = await scratchFolder('formats');

const FORMATS = [
  ['files', false, ['meta/100/0/1000_meta.json']],
  ['jsonl', false, ['meta/00007.jsonl']],
  ['jsonl', true, ['meta/00007.jsonl.gz']],
  ['parquet', false, ['meta/00007.parquet']],
  ['csv', false, ['meta/00007.csv']],
  ['webdataset', false, ['00007.index.jsonl', '00007.tar']],
] as const;

for (const [format, gzip, files] of FORMATS) {
  test(`writes ${files[0]} for ${format}${gzip ? ' with gzip' : ''}`, async () => {
    const context = await newContext(scratch, `${format} ${gzip}`);
    const settings: ShardSettings = {
      ...context,
      format,
      shardBytes: 0,
      gzipLevel: gzip ? 6 : null,
      schema: 'full',
      fields: null,
      filter: null,
      writes: true,
      delayMs: 0,
      dryRun: false,
      media: null,
      maxLineBytes: 1 << 20,
      counters: createCounters(),
      pauseFlag: createPauseFlag(),
    };
    const sink = await makeSink(context, settings, new Checksums(context));
    for (const batch of batchesOf(manyRecords(1))) await sink.write(batch);
    await sink.close();
    assert.deepEqual(await filesIn(context.outDir), files);
  });
}
