/** What a dry run has counted, as a table. */
import type { RunSummary } from '../jobs/reporter.js';
import type { DryCounts } from '../jobs/dry-run.js';
import { bytes, count, duration, plural } from '../core/format.js';

/** Lines without ends: kinds, licences and years with their records and the share of all. */
export function dryRunLines({ totals, isInterrupted }: RunSummary, dryRun: DryCounts): string[] {
  const read = Object.values(dryRun.textBytes).reduce((sum, size) => sum + size, 0);
  const sizes = Object.entries(dryRun.textBytes).map(([source, size]) => (size > 0 ? `${source} ${bytes(size)}` : ''));
  return [
    `${isInterrupted ? 'Dry run, interrupted' : 'Dry run'}: ${plural(totals.records, 'record')} of ${plural(totals.rows, 'row')}, ${bytes(totals.bytes)} of JSON; nothing was written.`,
    `  read:      ${bytes(read)} of text in ${duration(totals.seconds)} (${sizes.filter((size) => size !== '').join(', ')})`,
    ...section('kind', dryRun.kinds, totals.records),
    ...section('license', dryRun.licenses, totals.records),
    ...section('taken', dryRun.years, totals.records),
  ];
}

/** What there is none of is left out. */
function section(name: string, values: Readonly<Record<string, number>>, all: number): string[] {
  const rows = Object.entries(values).filter(([, value]) => value > 0);
  return rows.map(([key, value], k) => {
    const share = `${((100 * value) / all).toFixed(1)}%`;
    return `  ${(k === 0 ? `${name}:` : '').padEnd(10)} ${key.padEnd(10)} ${count(value).padStart(12)} ${share.padStart(7)}`;
  });
}
