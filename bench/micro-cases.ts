/** The functions that the micro benchmarks call, each over the rows of one small set of files, or over one photo. */
import { readFile } from 'node:fs/promises';
import { decompressSerial } from '../src/bz2/serial.js';
import { articleJson } from '../src/core/article.js';
import { parseDatasetRow } from '../src/core/dataset.js';
import { bySide, COLUMNS, PART_SOURCES, MAIN_SOURCES, type MainSource } from '../src/core/fields.js';
import { fullJson, fullRecord } from '../src/core/full.js';
import { urlHash } from '../src/core/hash.js';
import type { ImageSettings } from '../src/core/image.js';
import { join, type JoinedRow, type JoinTally, type ShardLines } from '../src/core/join.js';
import { noTroubles } from '../src/core/record.js';
import { parseSideLine } from '../src/core/side.js';
import { SliceLines } from '../src/core/slice-lines.js';
import { decode } from '../src/core/url-encoding.js';
import { pieces } from '../src/engine/pieces.js';
import { SlabPool } from '../src/bz2/slabs.js';
import { findSources } from '../src/engine/find-sources.js';
import { processImage } from '../src/media/image.js';
import { totalBytes, type BenchData } from './data.js';
import { drawJpeg } from './media-server/picture.js';

export interface MicroCase {
  readonly name: string;
  /** What one of the `items` is. */
  readonly unit: string;
  /** How many one call handles. */
  readonly items: number;
  /** Bytes of text that one call reads, or writes where what it reads is no text. */
  readonly bytes: number;
  /** Gives something that depends on all of the work, so that none of it is dead code. */
  readonly run: () => unknown;
}

/** The columns that are free text: most of what there is to decode. */
const TEXT_COLUMNS = [COLUMNS.title, COLUMNS.description, COLUMNS.user_tags];

/** Of the seed's photo: 500 pixels on the long side, 99,560 bytes. */
const PHOTO_SEED = 58;

/** What is asked of it: 256 pixels on the short side, as a JPEG. */
const RESIZE_TO_256: ImageSettings = {
  resize: { mode: 'keep-ratio', pixels: 256, isOnlyIfBigger: false },
  encode: null,
  quality: 95,
  minSide: 0,
  maxArea: null,
  maxAspectRatio: null,
  maxPixels: 268_402_689,
};

const FACTS_ALONE: ImageSettings = { ...RESIZE_TO_256, resize: null };

/** The cases over all rows of `data`, which are to be few: everything is held in memory. */
export async function microCases(data: BenchData): Promise<readonly MicroCase[]> {
  const text = await readAll(data.dirs.text);
  const bz2 = await readAll(data.dirs.bz2);
  const slices = MAIN_SOURCES.map((source) => sliceOf(text[source], data.rows));
  const shard = linesOf(slices);
  const rows = [...join(shard, newTally())];
  const datasetLines = rows.map(({ dataset }) => dataset.line);
  const sideLines = rows.flatMap(({ lines }) => PART_SOURCES.map((source) => lines[source] ?? ''));
  const urls = rows.map(({ dataset }) => dataset.cells[COLUMNS.url_get] ?? '');
  const cells = rows.flatMap(({ dataset }) => TEXT_COLUMNS.map((column) => dataset.cells[column] ?? ''));
  const records = rows.map((row) => toFull(row));
  const photo = await drawJpeg(PHOTO_SEED);
  const ofPhoto = { unit: 'photo', items: 1, bytes: photo.length };
  const allBytes = totalBytes(data.bytes.text);
  const ofRows = { unit: 'row', items: data.rows, bytes: allBytes };
  const ofDataset = { unit: 'row', items: data.rows, bytes: data.bytes.text.dataset };

  return [
    { name: 'decompressSerial', ...ofDataset, run: () => decompress(bz2.dataset) },
    { name: 'pieces', ...ofRows, run: () => cutPieces(MAIN_SOURCES.map((source) => text[source])) },
    { name: 'SliceLines', ...ofRows, run: () => linesOf(slices) },
    { name: 'parseDatasetRow', ...ofDataset, run: () => each(datasetLines, parseDatasetRow) },
    { name: 'parseSideLine', ...ofTexts('line', sideLines), run: () => each(sideLines, parseSideLine) },
    { name: 'join', ...ofRows, run: () => [...join(shard, newTally())].length },
    { name: 'urlHash', ...ofTexts('URL', urls), run: () => each(urls, urlHash) },
    { name: 'decode', ...ofTexts('cell', cells), run: () => each(cells, decode) },
    { name: 'fullRecord', ...ofRows, run: () => each(rows, toFull) },
    { name: 'fullJson', ...ofTexts('row', records.map(fullJson)), run: () => each(records, fullJson) },
    { name: 'articleJson', ...ofRows, run: () => each(rows, toArticle) },
    { name: 'processImage, facts alone', ...ofPhoto, run: () => processImage(photo, FACTS_ALONE) },
    { name: 'processImage, to 256 pixels', ...ofPhoto, run: () => processImage(photo, RESIZE_TO_256) },
  ];
}

async function readAll(dir: string): Promise<Record<MainSource, Buffer>> {
  const paths = await findSources(dir, {}, () => {});
  const read = (source: MainSource): Promise<Buffer> => readFile(paths[source]?.[0] ?? '');
  return {
    dataset: await read('dataset'),
    autotags: await read('autotags'),
    exif: await read('exif'),
    places: await read('places'),
  };
}

function sliceOf(bytes: Buffer, lines: number) {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return { firstLine: 0, lines, segments: [{ buffer, from: 0, to: bytes.length }], overlong: [] };
}

/** `slices` in the order of MAIN_SOURCES. */
function linesOf(slices: readonly ReturnType<typeof sliceOf>[]): ShardLines {
  const [dataset, autotags = null, exif = null, places = null] = slices.map((slice) => new SliceLines(slice));
  if (dataset === undefined) throw new RangeError('Expected a slice for each source, got none.');
  return { dataset, autotags, exif, places, hash: null };
}

function newTally(): JoinTally {
  return { gaps: bySide(() => 0), rejects: [] };
}

function ofTexts(unit: string, texts: readonly string[]): Pick<MicroCase, 'unit' | 'items' | 'bytes'> {
  // Latin1 and JSON of it alike: near enough a byte a character.
  return { unit, items: texts.length, bytes: texts.reduce((sum, text) => sum + text.length, 0) };
}

function each<T>(values: readonly T[], handle: (value: T) => unknown): number {
  let truthy = 0;
  for (const value of values) if (handle(value)) truthy++;
  return truthy;
}

function toFull({ dataset, items }: JoinedRow) {
  return fullRecord({ dataset, ...items }, noTroubles());
}

function toArticle({ dataset, lines }: JoinedRow): string {
  return articleJson({ dataset: dataset.line, photoId: dataset.photoId, ...lines }, noTroubles());
}

async function decompress(compressed: Uint8Array): Promise<number> {
  let bytes = 0;
  for await (const chunk of decompressSerial(streamOf([compressed]), { file: 'memory', onWarning() {} }))
    bytes += chunk.length;
  return bytes;
}

async function cutPieces(chunks: readonly Uint8Array[]): Promise<number> {
  const slabs = new SlabPool();
  let newlines = 0;
  for await (const piece of pieces(streamOf(chunks), slabs)) {
    newlines += piece.newlines.length;
    slabs.release(piece.slab);
  }
  return newlines;
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
