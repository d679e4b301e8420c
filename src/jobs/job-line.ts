/** What a job is, as the first line of its manifest says it. */
import { createHash } from 'node:crypto';
import { SOURCES, type Source } from '../core/fields.js';
import type { Filter } from '../core/filter.js';
import { hashesIdentity, idsIdentity } from '../core/photo-key.js';
import type { JobLine, SourceIdentity } from '../engine/manifest.js';
import { VERSION } from '../version.js';
import type { ResolvedRun } from './run-options.js';
import { bytesOf, type Parts, type SourceFiles } from './sources.js';

/** What of the options decides the output: a job that differs in any of these is another job. */
export function jobLine(resolved: ResolvedRun, files: SourceFiles): JobLine {
  const { format, gzip, gzipLevel, schema, filter, media, shardRows, range, maxLineBytes, lookAhead, wantedFields } =
    resolved;
  const sources: Partial<Record<Source, SourceIdentity>> = {};
  const paths: Partial<Record<Source, string | readonly string[]>> = {};
  for (const source of SOURCES) {
    const parts = files[source];
    if (parts === undefined) continue;
    sources[source] = identityOf(parts);
    paths[source] = parts.length === 1 ? parts[0].path : parts.map(({ path }) => path);
  }
  const to = range.to === Infinity ? null : range.to;
  const options = {
    format,
    gzip,
    ...(gzip ? { 'gzip-level': gzipLevel } : {}),
    ...(resolved.sinkMode.writes ? {} : { sink: 'null' }),
    ...(resolved.shardBytes > 0 ? { 'shard-bytes': resolved.shardBytes } : {}),
    schema,
    ...(wantedFields === null ? {} : { fields: wantedFields.join(',') }),
    media,
    ...(media === 'none' || resolved.size === '500' ? {} : { size: resolved.size }),
    ...(resolved.image === null ? {} : { image: JSON.stringify(resolved.image) }),
    'shard-rows': shardRows,
    from: range.from,
    to,
    'max-line-bytes': maxLineBytes,
    'look-ahead': lookAhead,
    ...filterIdentity(filter),
  };
  return { type: 'job', version: VERSION, sources, options, paths };
}

/** Lists of photos by what is in them, so that a list of another name, order or form is the same one. */
function filterIdentity(filter: Filter | null): Readonly<Record<string, string>> {
  if (filter === null) return {};
  const { ids, hashes, ...rest } = filter;
  return {
    filter: JSON.stringify(rest),
    ...(ids === null ? {} : { ids: idsIdentity(ids) }),
    ...(hashes === null ? {} : { hashes: hashesIdentity(hashes) }),
  };
}

/** Of one file its own; of several the sum of their bytes, and a fingerprint of their fingerprints in order. */
export function identityOf(parts: Parts): SourceIdentity {
  const files = parts.map(({ bytes, fingerprint }) => ({ bytes, fingerprint }));
  const [first, ...rest] = files;
  if (first !== undefined && rest.length === 0) return first;
  const hash = createHash('sha256');
  for (const { fingerprint } of files) hash.update(`${fingerprint}\n`);
  return { bytes: bytesOf(parts), fingerprint: hash.digest('hex'), files };
}
