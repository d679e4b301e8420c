/** Small metadata files made of real rows, each under an id of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, MAIN_SOURCES, type MainSource, type Source } from '../../src/core/fields.js';
import { urlHash } from '../../src/core/hash.js';
import { REAL_ITEMS, realDatasetLines, rowOf } from '../core/real-rows.js';

/** The lines of each file, without their ends, as latin1 text. */
export type Lines = Record<MainSource, string[]> & { readonly hash?: string[] };

/** Every so manieth row is a video; every so manieth side line has no items. */
const VIDEO_EVERY = 20;
const EMPTY_EVERY = 7;

/** Of the exif lists the first is short; the others are makernote dumps, for this many rows one. */
const LONG_EXIF_EVERY = 40;

/** Ids of ten digits that look as random as the real ones: a prime step through a prime number of them. */
const ID_STEP = 1_234_567_891;
const ID_COUNT = 8_999_999_993;

/** The id of row `row`, different for each. */
export function idOf(row: number): string {
  return String(1_000_000_000 + Number((BigInt(row) * BigInt(ID_STEP)) % BigInt(ID_COUNT)));
}

export interface MakeOptions {
  /** @default 25 */
  readonly columns?: 23 | 25;
}

/** `rows` rows of all four files, aligned, without a fault. */
export function makeLines(rows: number, { columns = 25 }: MakeOptions = {}): Lines {
  const real = realDatasetLines().map((line) => rowOf(line).cells);
  const lines: Lines = { dataset: [], autotags: [], exif: [], places: [] };
  for (let row = 0; row < rows; row++) {
    const id = idOf(row);
    const cells = [...(real[row % real.length] ?? [])];
    const isVideo = row % VIDEO_EVERY === VIDEO_EVERY - 1;
    const url = `http://farm${1 + (row % 9)}.staticflickr.com/${row % 5000}/${id}_${row.toString(16).padStart(10, '0')}.jpg`;
    cells[COLUMNS.line_number] = String(row);
    cells[COLUMNS.photo_id] = id;
    cells[COLUMNS.photo_hash] = urlHash(url);
    cells[COLUMNS.url_get] = url;
    cells[COLUMNS.photo_ext] = isVideo ? 'mp4' : 'jpg';
    cells[COLUMNS.photo_or_video] = isVideo ? '1' : '0';
    const isLayout25 = columns === 25;
    const kept = cells.filter(
      (_cell, column) => isLayout25 || (column !== COLUMNS.line_number && column !== COLUMNS.photo_hash),
    );
    lines.dataset.push(kept.join('\t'));
    const exif = row % LONG_EXIF_EVERY === 0 ? REAL_ITEMS.exif[1 + ((row / LONG_EXIF_EVERY) % 2)] : REAL_ITEMS.exif[0];
    lines.autotags.push(`${id}\t${itemsFor(row, REAL_ITEMS.autotags[row % REAL_ITEMS.autotags.length])}`);
    lines.exif.push(`${id}\t${itemsFor(row + 3, exif)}`);
    lines.places.push(`${id}\t${itemsFor(row + 5, REAL_ITEMS.places[row % REAL_ITEMS.places.length])}`);
  }
  return lines;
}

function itemsFor(row: number, items = ''): string {
  return row % EMPTY_EVERY === 0 ? '' : items;
}

export interface WriteOptions {
  /** @default '\n' */
  readonly eol?: '\n' | '\r\n';
  /** Whether the last line has its end. @default true */
  readonly isClosed?: boolean;
  /** Compress with the system's bzip2, in blocks of 100,000 bytes. @default false */
  readonly bz2?: boolean;
  /** The files to write. @default the main four */
  readonly only?: readonly Source[];
}

/** Writes the files under their names in the wild; gives `dir`. */
export function writeSources(dir: string, lines: Lines, options: WriteOptions = {}): string {
  const { eol = '\n', isClosed = true, bz2 = false, only = MAIN_SOURCES } = options;
  mkdirSync(dir, { recursive: true });
  for (const source of only) {
    const file = join(dir, `yfcc100m_${source}`);
    const own = lines[source] ?? [];
    const text = own.join(eol) + (isClosed && own.length > 0 ? eol : '');
    writeFileSync(file, text, 'latin1');
    if (bz2) execFileSync('bzip2', ['-1', '-f', file]);
  }
  return dir;
}
