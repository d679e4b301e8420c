/**
 * Rows to records of either schema, in WebAssembly: what `core/encode-record.ts` makes, byte for byte, some twenty times as
 * fast. The lines go into the module's memory as they are, and the records are taken from it by the batch.
 */
import { Buffer } from 'node:buffer';
import { decodeNumber } from '../core/cell.js';
import { SOURCES, type PartSource, type SideSource, type Source } from '../core/fields.js';
import { isCamera, NO_FILTER, type Filter } from '../core/filter.js';
import type { FieldName } from '../core/full-fields.js';
import type { JoinedRow } from '../core/join.js';
import { hasHash, hasIdWords } from '../core/photo-key.js';
import type { Format, Schema, Slice } from '../core/protocol.js';
import type { RecordBatch } from '../core/record-batch.js';
import type { RecordCounts } from '../core/record-counts.js';
import { readCounts } from './counts-memory.js';
import { fieldBits } from './field-bits.js';
import { filterBytes } from './filter-memory.js';
import { fillAll, LineFeed } from './line-feed.js';
import { writeOddCell } from './odd-cell.js';
import { instantiateRecords, type RecordExports } from './record-module.js';

/** What `encodeRows` gives; see `wasm/record/index.ts`. */
const DONE = 0;
const NEEDS_INPUT = 1;
const OUTPUT_FULL = 2;

const LF = 10;
const CR = 13;

/** Counted over records. */
export interface RecordTally {
  readonly wrongHashes: number;
  readonly badItems: Readonly<Record<PartSource, number>>;
  readonly shortIds: number;
}

/** How far `inStep` came. */
export interface StepEnd {
  /** Rows that went in, taken or not. */
  rows: number;
  /** Whether every line of every slice did. */
  isWhole: boolean;
}

export type RowSlices = { readonly dataset: Slice } & Readonly<Record<SideSource, Slice | null>>;

/** What records are to be. */
export interface RecordForm {
  readonly schema: Schema;
  readonly format: Format;
  /** Of the `full` schema; null for all. */
  readonly fields: readonly FieldName[] | null;
}

/** The module's numbers; of the article's records a file each has line breaks in it, a line none. */
function schemaNumber({ schema, format }: RecordForm): number {
  if (schema === 'full') return 0;
  return format === 'files' ? 2 : 1;
}

export class RecordEncoder {
  readonly #wasm: RecordExports;
  /** Where each source's lines go. */
  readonly #areas: readonly number[];
  #filter: Filter = NO_FILTER;
  #fields: RecordForm['fields'] = null;
  #view = new Uint8Array(0);

  constructor() {
    const textAt = (from: number, bytes: number): string =>
      Buffer.from(this.#wasm.memory.buffer).toString('latin1', from, from + bytes);
    this.#wasm = instantiateRecords({
      oddCell: (kind, from, bytes, to) => writeOddCell(this.#wasm.memory.buffer, kind, from, bytes, to),
      oddNumber: (from, bytes) => decodeNumber(textAt(from, bytes)) ?? NaN,
      isOddCamera: (from, bytes) => isCamera(this.#filter, textAt(from, bytes)),
      isWantedId: (low, high) => this.#filter.ids !== null && hasIdWords(this.#filter.ids, low, high),
      isWantedHash: (from, bytes) =>
        this.#filter.hashes !== null && hasHash(this.#filter.hashes, this.#bytes(), from, from + bytes),
    });
    const { inputAddress, inputStride } = this.#wasm;
    this.#areas = SOURCES.map((_, k) => inputAddress.value + k * inputStride.value);
  }

  /**
   * What the records since the last call have amounted to. Called right behind each batch, it is the caller's own also
   * where one thread works on two shards in turn.
   */
  takeTally(): RecordTally {
    const { wrongHashes, badAutotagItems, badExifItems, badPlaceItems, shortIds } = this.#wasm;
    const tally = {
      wrongHashes: wrongHashes.value,
      badItems: { autotags: badAutotagItems.value, exif: badExifItems.value, places: badPlaceItems.value },
      shortIds: shortIds.value,
    };
    for (const counter of [wrongHashes, badAutotagItems, badExifItems, badPlaceItems, shortIds]) counter.value = 0;
    return tally;
  }

  /** From now on counts the records of each sort, from none on; or does so no longer. */
  setCounting(isWanted: boolean): void {
    this.#wasm.setCounting(isWanted);
  }

  /** The records since `setCounting`. */
  recordCounts(): RecordCounts {
    return readCounts(this.#wasm.memory.buffer, this.#wasm.countsAddress.value);
  }

  /**
   * Yields the records of the rows from the first one on, as long as the lines of all sources are those of the same ids,
   * in step, and nothing is odd; of a `filter` only those that it takes. Where that ends, or the rows do, it ends; `end`
   * then has how far it came.
   */
  *inStep(slices: RowSlices, form: RecordForm, filter: Filter | null, end: StepEnd): Generator<RecordBatch> {
    const wasm = this.#wasm;
    const { dataset } = slices;
    end.rows = 0;
    end.isWhole = false;
    if (filter !== null && !this.#setFilter(filter)) return;
    if (SOURCES.some((source) => (slices[source]?.overlong.length ?? 0) > 0)) return;
    if (wasm.openSeen(dataset.lines) === 0) return;
    this.#setFields(form);
    const feeds = SOURCES.map((source, k) => this.#feed(slices[source], k));
    const sources = maskOf((source) => slices[source] !== null);
    while (end.rows < dataset.lines) {
      const status = wasm.encodeRows(dataset.lines - end.rows, sources, true, filter !== null, schemaNumber(form), 0);
      end.rows += wasm.rowCount.value;
      const batch = this.#batch();
      if (batch.count > 0) yield batch;
      if (status === DONE || status === OUTPUT_FULL) continue;
      if (status !== NEEDS_INPUT || !fillAll(feeds)) return;
    }
    end.isWhole = feeds.every((feed) => feed?.isEmpty ?? true);
  }

  /** The record of one joined row; null when it is one that the module does not take. `media` is the JSON of its media. */
  encodeRow({ dataset, lines }: JoinedRow, form: RecordForm, media: string | null = null): RecordBatch | null {
    const { inputCapacity, mediaAddress, mediaCapacity, cursorsAddress, memory } = this.#wasm;
    const texts = SOURCES.map((source) => (source === 'dataset' ? dataset.line : lines[source]));
    if (texts.some((text) => text !== null && text.length >= inputCapacity.value)) return null;
    if (media !== null && media.length * 3 > mediaCapacity.value) return null;
    const buffer = Buffer.from(memory.buffer);
    const state = new Uint32Array(memory.buffer, cursorsAddress.value, 2 * SOURCES.length);
    for (const [k, text] of texts.entries()) {
      const area = this.#areas[k] ?? 0;
      const bytes = text === null ? 0 : buffer.write(text, area, 'latin1');
      // With a CR, since one in front of the LF is not of the line, and there may be one in the text.
      buffer[area + bytes] = CR;
      buffer[area + bytes + 1] = LF;
      state[k] = area;
      state[SOURCES.length + k] = area + bytes + 2;
    }
    const mediaBytes = media === null ? 0 : buffer.write(media, mediaAddress.value);
    this.#setFields(form);
    const sources = maskOf((source) => source === 'dataset' || lines[source] !== null);
    if (this.#wasm.encodeRows(1, sources, false, false, schemaNumber(form), mediaBytes) !== DONE) return null;
    // Bytes of its own: another shard of the same thread may be next in this memory.
    const bytes = this.#batch().bytes.slice();
    return { bytes, count: 1, idOf: () => dataset.photoId, endOf: () => bytes.length };
  }

  /** Asked for with each row of a job, which has one list. */
  #setFields({ fields }: RecordForm): void {
    if (fields === this.#fields) return;
    this.#fields = fields;
    this.#wasm.setFields(fieldBits(fields));
  }

  /** All of the memory, which is another object after it has grown. */
  #bytes(): Uint8Array {
    const { buffer } = this.#wasm.memory;
    if (this.#view.buffer !== buffer) this.#view = new Uint8Array(buffer);
    return this.#view;
  }

  /** False for one that is too large. */
  #setFilter(filter: Filter): boolean {
    const { memory, filterAddress, filterCapacity } = this.#wasm;
    const bytes = filterBytes(filter, filterAddress.value);
    if (bytes.length > filterCapacity.value) return false;
    new Uint8Array(memory.buffer, filterAddress.value, bytes.length).set(bytes);
    this.#filter = filter;
    return true;
  }

  #feed(slice: Slice | null, source: number): LineFeed | null {
    const { memory, cursorsAddress, inputCapacity } = this.#wasm;
    const area = this.#areas[source] ?? 0;
    const state = new Uint32Array(memory.buffer, cursorsAddress.value, 2 * SOURCES.length);
    state[source] = area;
    state[SOURCES.length + source] = area;
    return slice && new LineFeed(slice, memory.buffer, { state, source, area, capacity: inputCapacity.value });
  }

  #batch(): RecordBatch {
    const { memory, outputAddress, outputEnd, recordCount, recordsAddress, recordStride } = this.#wasm;
    const first = outputAddress.value;
    const view = new DataView(memory.buffer, recordsAddress.value, recordCount.value * recordStride.value);
    // Layout of an entry, bytes: 4 where the record ends, 4 digits of its id, then those.
    return {
      bytes: new Uint8Array(memory.buffer, first, outputEnd.value - first),
      count: recordCount.value,
      endOf: (index) => view.getUint32(index * recordStride.value, true) - first,
      idOf: (index) => {
        const at = recordsAddress.value + index * recordStride.value + 8;
        const digits = view.getUint32(index * recordStride.value + 4, true);
        return Buffer.from(memory.buffer).toString('latin1', at, at + digits);
      },
    };
  }
}

function maskOf(has: (source: Source) => boolean): number {
  return SOURCES.reduce((mask, source, k) => (has(source) ? mask | (1 << k) : mask), 0);
}
