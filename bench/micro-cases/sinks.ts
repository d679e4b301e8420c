/** Micro benchmarks of `src/sinks`: the encoders behind a format, and a shard of each format from its records to its files. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Format } from '../../src/core/protocol.js';
import { recordsOf } from '../../src/core/record-batch.js';
import { FORMATS } from '../../src/jobs/run-options.js';
import { Checksums } from '../../src/sinks/checksums.js';
import { ColumnEncoder } from '../../src/sinks/column-encoder.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { cutRecord } from '../../src/sinks/cut-record.js';
import { makeSink } from '../../src/sinks/formats.js';
import { parsedRecords } from '../../src/sinks/parsed-records.js';
import { headerOf } from '../../src/sinks/tar-block.js';
import { each, type MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';
import { shardSettings } from '../shard-settings.js';

/** The default, and the one that most tools take. */
const GZIP_LEVELS = [1, 6];

export function sinkCases({ data, records, scratch }: MicroInput): readonly MicroCase[] {
  const lines = [...recordsOf(records)];
  const names = lines.map((_, index) => `${records.idOf(index)}.json`);
  const ofRows = { folder: 'sinks', unit: 'row', items: data.rows, bytes: records.bytes.length };
  const columns = new ColumnEncoder();
  const shardOf = (format: Format, gzipLevel: number | null): MicroCase => ({
    name: `a shard of ${format}${gzipLevel === null ? '' : `, gzip ${gzipLevel}`}`,
    ...ofRows,
    run: () => writeShard(join(scratch, format), format, gzipLevel, records),
  });
  const odd = withSpace(records);
  return [
    { name: 'ColumnEncoder', ...ofRows, run: () => encodeColumns(columns, records) },
    { name: 'cutRecord', ...ofRows, run: () => each(lines, (json) => cutRecord(json, false)) },
    { name: 'parsedRecords', ...ofRows, run: () => [...parsedRecords(records)].length },
    {
      name: 'headerOf',
      ...ofRows,
      unit: 'tar header',
      bytes: 0,
      run: () => each(names, (name) => headerOf(name, 1000)),
    },
    ...FORMATS.map((format) => shardOf(format, null)),
    ...GZIP_LEVELS.map((level) => shardOf('jsonl', level)),
    {
      name: 'a shard of parquet, from values',
      ...ofRows,
      run: () => writeShard(join(scratch, 'parquet'), 'parquet', null, odd),
    },
  ];
}

/** The records with a space in front, as no encoder of ours writes them: they are parsed, and go through the library. */
function withSpace({ bytes, count, idOf, endOf }: MicroInput['records']): MicroInput['records'] {
  const odd = {
    bytes: Buffer.concat([Buffer.from(' '), bytes]),
    count,
    idOf,
    endOf: (index: number): number => endOf(index) + 1,
  };
  const encoder = new ColumnEncoder();
  encoder.add(odd.bytes, odd.count);
  if (encoder.scan()) throw new Error('Expected the column encoder to refuse a space, got columns.');
  return odd;
}

/** The pages of all columns, without what the file has around them. */
function encodeColumns(encoder: ColumnEncoder, { bytes, count }: MicroInput['records']): number {
  encoder.clear();
  encoder.add(bytes, count);
  if (!encoder.scan()) throw new Error("Expected the record encoder's own JSON, got other.");
  let pageBytes = 0;
  for (const column of columnsOf(false)) {
    for (const leaf of encoder.leavesOf(column) ?? []) {
      pageBytes += leaf.dictionary?.bytes.length ?? 0;
      for (const page of leaf.pages()) pageBytes += page.bytes.length;
    }
  }
  return pageBytes;
}

/** With what the file system takes; the files are there again under the same names each time. */
async function writeShard(
  outDir: string,
  format: Format,
  gzipLevel: number | null,
  records: MicroInput['records'],
): Promise<number> {
  const tmpDir = join(outDir, 'tmp');
  mkdirSync(tmpDir, { recursive: true });
  const context = { shard: 0, outDir, tmpDir };
  const checksums = new Checksums(context);
  const sink = await makeSink(context, shardSettings(outDir, format, gzipLevel), checksums);
  await sink.write(records);
  const { bytes } = await sink.close();
  checksums.close();
  return bytes;
}
