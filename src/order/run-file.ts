/**
 * A run: consecutive lines of a side file, put in the order of the dataset rows that they belong to.
 *
 * The rows are divided into buckets of as many rows each, and a run has its lines bucket by bucket, so that the lines of
 * one bucket can be read out of all runs at once. What belongs to no row stands in a bucket of its own, the last one.
 *
 *     16 bytes a bucket: offset of its segment (8), lines (4), bytes of text (4); little-endian
 *     a segment a bucket: the row of each line (4 each), the length of each line (4 each), the lines
 */
import { Buffer } from 'node:buffer';
import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import { writeAll } from '../files/write-all.js';

const ENTRY_BYTES = 16;
const WORD = 4;

/** A line that is to go into a run; `row` is -1 when no row has its id. */
export interface PlacedLine {
  readonly row: number;
  /** With its LF. */
  readonly text: Buffer;
}

/** What a bucket of a run comes to. */
export interface BucketSize {
  readonly lines: number;
  readonly bytes: number;
}

export interface Buckets {
  readonly bucketRows: number;
  /** Not counting the last one, of lines without a row. */
  readonly count: number;
}

/** Rows of one bucket's lines, ascending, and the lines. */
export interface Segment {
  readonly rows: Uint32Array;
  readonly lengths: Uint32Array;
  readonly text: Buffer;
}

/** Writes a run, in the order of rows and, of one row, of `lines`; under its name only when it is whole and on disk. */
export function writeRun(
  file: string,
  tmpFile: string,
  lines: readonly PlacedLine[],
  { bucketRows, count }: Buckets,
): void {
  const buckets: PlacedLine[][] = Array.from({ length: count + 1 }, () => []);
  for (const line of lines) buckets[line.row < 0 ? count : Math.floor(line.row / bucketRows)]?.push(line);
  const table = Buffer.alloc((count + 1) * ENTRY_BYTES);
  const parts: Uint8Array[] = [table];
  let offset = table.length;
  for (const [k, bucket] of buckets.entries()) {
    // The sort is stable: lines of one id stay as they came.
    const sorted = bucket.sort((a, b) => a.row - b.row);
    const head = new Uint32Array(sorted.length * 2);
    let bytes = 0;
    for (const [n, { row, text }] of sorted.entries()) {
      head[n] = Math.max(0, row);
      head[sorted.length + n] = text.length;
      bytes += text.length;
    }
    table.writeBigUInt64LE(BigInt(offset), k * ENTRY_BYTES);
    table.writeUInt32LE(sorted.length, k * ENTRY_BYTES + 8);
    table.writeUInt32LE(bytes, k * ENTRY_BYTES + 12);
    parts.push(new Uint8Array(head.buffer));
    for (const { text } of sorted) parts.push(text);
    offset += head.byteLength + bytes;
  }
  const fd = openSync(tmpFile, 'w');
  try {
    const whole = Buffer.concat(parts, offset);
    writeAll(fd, whole);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(tmpFile, file);
}

/** The sizes of a run's buckets; null when there is no such file, or it is not as long as it says. */
export function readSizes(file: string, { count }: Buckets): readonly BucketSize[] | null {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const table = Buffer.alloc((count + 1) * ENTRY_BYTES);
    if (readSync(fd, table, 0, table.length, 0) !== table.length) return null;
    let end = table.length;
    const sizes: BucketSize[] = [];
    for (let at = 0; at < table.length; at += ENTRY_BYTES) {
      if (table.readBigUInt64LE(at) !== BigInt(end)) return null;
      const lines = table.readUInt32LE(at + 8);
      const bytes = table.readUInt32LE(at + 12);
      sizes.push({ lines, bytes });
      end += lines * WORD * 2 + bytes;
    }
    return fstatSync(fd).size === end ? sizes : null;
  } finally {
    closeSync(fd);
  }
}

/** Reads one bucket of a run. */
export function readSegment(file: string, bucket: number): Segment {
  const fd = openSync(file, 'r');
  try {
    const entry = Buffer.alloc(ENTRY_BYTES);
    readFull(fd, entry, bucket * ENTRY_BYTES, file);
    const lines = entry.readUInt32LE(8);
    const head = lines * WORD;
    const bytes = Buffer.allocUnsafeSlow(head * 2 + entry.readUInt32LE(12));
    readFull(fd, bytes, Number(entry.readBigUInt64LE(0)), file);
    return {
      rows: new Uint32Array(bytes.buffer, 0, lines),
      lengths: new Uint32Array(bytes.buffer, head, lines),
      text: bytes.subarray(head * 2),
    };
  } finally {
    closeSync(fd);
  }
}

function readFull(fd: number, into: Buffer, position: number, file: string): void {
  for (let at = 0; at < into.length;) {
    const count = readSync(fd, into, at, into.length - at, position + at);
    if (count === 0) throw Object.assign(new Error(`Expected ${file} to be whole, got its end.`), { path: file });
    at += count;
  }
}
