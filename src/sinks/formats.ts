/** The output formats by name: adding one is one file and one line here. */
import type { Format, ShardSettings } from '../core/protocol.js';
import type { Checksums } from './checksums.js';
import { jsonFiles } from './json-files.js';
import { jsonLines } from './json-lines.js';
import { noFiles } from './no-files.js';
import type { Sink, SinkContext } from './sink.js';

type MakeSink = (context: SinkContext, settings: ShardSettings, checksums: Checksums) => Sink | Promise<Sink>;

/** Those with a library of their own load it when they are asked for: it takes each thread up to 0.1 s. */
const FORMATS: Readonly<Record<Format, MakeSink>> = {
  files: (context, _settings, checksums) => jsonFiles(context, checksums),
  jsonl: (context, settings) => jsonLines(context, settings.gzipLevel),
  parquet: async (context, { media, fields }) =>
    (await import('./parquet.js')).parquetFile(context, media !== null, fields),
  csv: async (context, { media, fields }) => (await import('./csv.js')).csvFile(context, media !== null, fields),
  webdataset: async (context, { media, shardBytes }) =>
    (await import('./web-dataset.js')).webDataset(context, shardBytes, media !== null),
  sqlite: async (context, { media }) => (await import('./sqlite.js')).sqliteFile(context, media !== null),
};

/** The sink for one shard; files that are no shard-level files put their checksums into `checksums`. */
export async function makeSink(context: SinkContext, settings: ShardSettings, checksums: Checksums): Promise<Sink> {
  if (settings.dryRun || !settings.writes) return noFiles();
  return FORMATS[settings.format](context, settings, checksums);
}
