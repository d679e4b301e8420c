/** The output formats by name: adding one is one file and one line here. */
import type { Format, ShardSettings } from '../core/protocol.js';
import type { Checksums } from './checksums.js';
import { jsonFiles } from './json-files.js';
import { jsonLines } from './json-lines.js';
import type { Sink, SinkContext } from './sink.js';

type MakeSink = (context: SinkContext, settings: ShardSettings, checksums: Checksums) => Sink;

const FORMATS: Readonly<Record<Format, MakeSink>> = {
  files: (context, _settings, checksums) => jsonFiles(context, checksums),
  jsonl: (context, settings) => jsonLines(context, settings.gzip),
};

/** The sink for one shard; files that are no shard-level files put their checksums into `checksums`. */
export function makeSink(context: SinkContext, settings: ShardSettings, checksums: Checksums): Sink {
  return FORMATS[settings.format](context, settings, checksums);
}
