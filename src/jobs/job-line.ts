/** What a job is, as the first line of its manifest says it. */
import { SOURCES, type Source } from '../core/fields.js';
import type { JobLine } from '../engine/manifest.js';
import { VERSION } from '../version.js';
import type { ResolvedRun } from './run-options.js';
import type { SourceFiles } from './sources.js';

/** What of the options decides the output: a job that differs in any of these is another job. */
export function jobLine(resolved: ResolvedRun, files: SourceFiles): JobLine {
  const { format, gzip, gzipLevel, schema, filter, media, shardRows, range, maxLineBytes, lookAhead } = resolved;
  const sources: Partial<Record<Source, { bytes: number; fingerprint: string }>> = {};
  const paths: Partial<Record<Source, string>> = {};
  for (const source of SOURCES) {
    const file = files[source];
    if (file === undefined) continue;
    sources[source] = { bytes: file.bytes, fingerprint: file.fingerprint };
    paths[source] = file.path;
  }
  const to = range.to === Infinity ? null : range.to;
  const options = {
    format,
    gzip,
    ...(gzip ? { 'gzip-level': gzipLevel } : {}),
    schema,
    media,
    'shard-rows': shardRows,
    from: range.from,
    to,
    'max-line-bytes': maxLineBytes,
    'look-ahead': lookAhead,
    ...(filter === null ? {} : { filter: JSON.stringify(filter) }),
  };
  return { type: 'job', version: VERSION, sources, options, paths };
}
