/** Micro benchmarks of `src/order`: a run of side lines, written in the order of the rows and read back. */
import { join } from 'node:path';
import { readSegment, readSizes, writeRun, type PlacedLine } from '../../src/order/run-file.js';
import type { MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';

const BUCKETS = 4;

export function orderCases({ data, text, scratch }: MicroInput): readonly MicroCase[] {
  const lines = text.autotags
    .toString('latin1')
    .split(/(?<=\n)/)
    .map((line, row): PlacedLine => ({ row: (row * 7919) % data.rows, text: Buffer.from(line, 'latin1') }));
  const file = join(scratch, 'run');
  const buckets = { bucketRows: Math.ceil(data.rows / BUCKETS), count: BUCKETS };
  const ofLines = { folder: 'order', unit: 'line', items: lines.length, bytes: text.autotags.length };
  const write = (): void => writeRun(file, `${file}.tmp`, lines, buckets);
  write();
  return [
    { name: 'writeRun', ...ofLines, run: write },
    {
      name: 'readSegment',
      ...ofLines,
      run: () => {
        const sizes = readSizes(file, buckets) ?? [];
        return sizes.reduce((sum, _, bucket) => sum + readSegment(file, bucket).text.length, 0);
      },
    },
  ];
}
