/** How many records there are of each kind, licence and year: what a dry run tells. */
import { CODECS } from './cell.js';
import { COLUMNS, type PhotoKind } from './fields.js';
import type { JoinedRow } from './join.js';
import { LICENSES, licenseOf, type License } from './license.js';

/** Each record is in each of the three once; `none` are those without a licence of the six, or a date that can be read. */
export interface RecordCounts {
  readonly kinds: Readonly<Record<PhotoKind, number>>;
  readonly licenses: Readonly<Record<License | 'none', number>>;
  /** By the four digits of the year taken, in order; years without a record are left out. */
  readonly years: Readonly<Record<string, number>>;
}

export const NO_RECORDS: RecordCounts = {
  kinds: { photo: 0, video: 0 },
  licenses: { by: 0, 'by-sa': 0, 'by-nd': 0, 'by-nc': 0, 'by-nc-sa': 0, 'by-nc-nd': 0, none: 0 },
  years: {},
};

/** The counts of one record. */
export function countsOfRow({ dataset }: JoinedRow): RecordCounts {
  const license = licenseOf(dataset.cells[COLUMNS.license_url] ?? '') ?? 'none';
  const year = CODECS.date.decode(dataset.cells[COLUMNS.date_taken] ?? '')?.slice(0, 4) ?? 'none';
  return {
    kinds: { ...NO_RECORDS.kinds, [dataset.kind]: 1 },
    licenses: { ...NO_RECORDS.licenses, [license]: 1 },
    years: { [year]: 1 },
  };
}

/** The sums. */
export function addRecords(a: RecordCounts, b: RecordCounts): RecordCounts {
  const licenses = { ...a.licenses };
  for (const name of [...LICENSES, 'none'] as const) licenses[name] += b.licenses[name];
  return {
    kinds: { photo: a.kinds.photo + b.kinds.photo, video: a.kinds.video + b.kinds.video },
    licenses,
    years: addYears(a.years, b.years),
  };
}

type Years = RecordCounts['years'];

function addYears(a: Years, b: Years): Years {
  // Digits come before letters: `none` is the last one.
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
