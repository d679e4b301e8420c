/** Micro benchmarks of `src/records`: rows to records in WebAssembly, in each form, and with a filter in front. */
import { NO_FILTER, type Filter } from '../../src/core/filter.js';
import { RecordEncoder, type RecordForm } from '../../src/records/record-encoder.js';
import { totalBytes } from '../data.js';
import { each, type MicroCase } from '../micro-case.js';
import { FULL, type MicroInput } from '../micro-input.js';

const ARTICLE: RecordForm = { schema: 'article', format: 'files', fields: null };
const FEW_FIELDS: RecordForm = { ...FULL, fields: ['photo_id', 'title', 'license'] };

/** One of a hundred: what is left is the cost of the question itself. */
const SAMPLE: Filter = { ...NO_FILTER, sample: 0.01 };

export function recordCases({ data, slices, rows }: MicroInput): readonly MicroCase[] {
  const encoder = new RecordEncoder();
  const encodeAll = (form: RecordForm, filter: Filter | null): number => {
    const end = { rows: 0, isWhole: false };
    let bytes = 0;
    for (const batch of encoder.inStep(slices, form, filter, end)) bytes += batch.bytes.length;
    if (!end.isWhole) throw new Error(`Expected ${data.rows} rows in step, got ${end.rows}.`);
    return bytes;
  };
  const ofRows = { folder: 'records', unit: 'row', items: data.rows, bytes: totalBytes(data.bytes.text) };
  return [
    { name: 'RecordEncoder.inStep, full', ...ofRows, run: () => encodeAll(FULL, null) },
    { name: 'RecordEncoder.inStep, article', ...ofRows, run: () => encodeAll(ARTICLE, null) },
    { name: 'RecordEncoder.inStep, three fields', ...ofRows, run: () => encodeAll(FEW_FIELDS, null) },
    { name: 'RecordEncoder.inStep, sample of 0.01', ...ofRows, run: () => encodeAll(FULL, SAMPLE) },
    { name: 'RecordEncoder.encodeRow', ...ofRows, run: () => each(rows, (row) => encoder.encodeRow(row, FULL)) },
  ];
}
