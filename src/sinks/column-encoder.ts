/**
 * The pages of a row group from the JSON of its records, in WebAssembly: no value becomes one of JavaScript's. What it
 * does not take, it says, and the group is written from values.
 */
import { Buffer } from 'node:buffer';
import { KEYS, LEAF_KINDS, LEAVES, LISTS, writeNames, type LeafKind } from './column-leaves.js';
import { COLUMN_KINDS, REQUIRED_COLUMNS, type ColumnName } from './columns.js';
import { instantiateColumns, type ColumnExports } from './column-module.js';

/** What stands in front of a page; sizes are in bytes. */
export interface PageFacts {
  readonly values: number;
  readonly nulls: number;
  readonly rows: number;
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  /** Without the levels, before compression. */
  readonly plainBytes: number;
  /** The levels and what is compressed; good until the next call. */
  readonly bytes: Uint8Array;
}

export interface DictionaryFacts {
  readonly entries: number;
  readonly plainBytes: number;
  readonly bytes: Uint8Array;
}

/** A value as statistics want it. */
export type Bound = string | number | bigint | boolean;

/** One leaf of a column. Its dictionary must be taken first, then its pages, before the next leaf. */
export interface EncodedLeaf {
  readonly column: ColumnName;
  /** Its place among the column's leaves. */
  readonly index: number;
  readonly values: number;
  readonly nulls: number;
  /** Null where there are no values, and for JSON. */
  readonly bounds: { readonly least: Bound; readonly greatest: Bound } | null;
  readonly dictionary: DictionaryFacts | null;
  readonly pages: () => Generator<PageFacts>;
}

export class ColumnEncoder {
  readonly #wasm: ColumnExports;
  readonly #firstLeaf: ReadonlyMap<string, number>;
  #bytes = 0;
  #rows = 0;

  constructor() {
    this.#wasm = instantiateColumns((from, bytes) =>
      Number(Buffer.from(this.#wasm.memory.buffer, from, bytes).toString('latin1')),
    );
    this.#firstLeaf = writeNames(this.#wasm);
  }

  /** Adds records of the `full` schema as lines of JSON, each with its LF; throws when there is no memory for them. */
  add(json: Uint8Array, rows: number): void {
    const at = this.#wasm.jsonAddress.value + this.#bytes;
    const missing = at + json.length - this.#wasm.memory.buffer.byteLength;
    if (missing > 0) this.#wasm.memory.grow(Math.ceil(missing / 0x10000));
    new Uint8Array(this.#wasm.memory.buffer, at, json.length).set(json);
    this.#bytes += json.length;
    this.#rows += rows;
  }

  /** Forgets the records. */
  clear(): void {
    this.#bytes = 0;
    this.#rows = 0;
  }

  /** The lines of JSON that were added; good until the next call. */
  get json(): Uint8Array {
    return new Uint8Array(this.#wasm.memory.buffer, this.#wasm.jsonAddress.value, this.#bytes);
  }

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Finds the values; false for JSON that is not just as the record encoder writes it, or too much of it. */
  scan(): boolean {
    const { layOut, scanRecords } = this.#wasm;
    if (layOut(this.#bytes, this.#rows, KEYS.length) === 0) return false;
    return scanRecords(this.#end, this.#rows, KEYS.length) !== 0;
  }

  /** Yields the leaves of a column; null where one of its values is not as the column wants it. */
  leavesOf(column: ColumnName): Generator<EncodedLeaf> | null {
    const kind = COLUMN_KINDS[column];
    const kinds = Object.values(LEAVES[kind]);
    const isOptional = !REQUIRED_COLUMNS.has(column);
    const isFilled = this.#wasm.fillColumn(
      KEYS.indexOf(column),
      KEYS.length,
      this.#rows,
      this.#end,
      this.#firstLeaf.get(kind) ?? 0,
      kinds.length,
      isOptional,
      LISTS.has(kind),
    );
    return isFilled === 0 ? null : this.#leaves(column, kinds, isOptional, LISTS.has(kind));
  }

  get #end(): number {
    return this.#wasm.jsonAddress.value + this.#bytes;
  }

  *#leaves(
    column: ColumnName,
    kinds: readonly LeafKind[],
    isOptional: boolean,
    isList: boolean,
  ): Generator<EncodedLeaf> {
    const { openLeaf, putDictionary, levelCount, presentCount, entryCount, plainBytes } = this.#wasm;
    for (const [index, kind] of kinds.entries()) {
      openLeaf(index, LEAF_KINDS[kind], isOptional, isList);
      const hasDictionary = putDictionary() !== 0;
      yield {
        column,
        index,
        values: levelCount.value,
        nulls: levelCount.value - presentCount.value,
        bounds: this.#bounds(kind),
        dictionary: hasDictionary
          ? { entries: entryCount.value, plainBytes: plainBytes.value, bytes: this.#output() }
          : null,
        pages: () => this.#pages(),
      };
    }
  }

  *#pages(): Generator<PageFacts> {
    const wasm = this.#wasm;
    while (wasm.putPage() !== 0) {
      yield {
        values: wasm.pageLevels.value,
        nulls: wasm.pageNulls.value,
        rows: wasm.pageRows.value,
        repetitionBytes: wasm.repetitionBytes.value,
        definitionBytes: wasm.definitionBytes.value,
        plainBytes: wasm.plainBytes.value,
        bytes: this.#output(),
      };
    }
  }

  #output(): Uint8Array {
    const { memory, output, outputEnd } = this.#wasm;
    return new Uint8Array(memory.buffer, output.value, outputEnd.value - output.value);
  }

  #bounds(kind: LeafKind): EncodedLeaf['bounds'] {
    const { leastAt, greatestAt } = this.#wasm;
    if (leastAt.value === 0) return null;
    return { least: this.#valueAt(leastAt.value, kind), greatest: this.#valueAt(greatestAt.value, kind) };
  }

  #valueAt(at: number, kind: LeafKind): Bound {
    const view = new DataView(this.#wasm.memory.buffer, at);
    switch (kind) {
      case 'text':
      case 'json':
        return Buffer.from(this.#wasm.memory.buffer, at + 4, view.getUint32(0, true)).toString();
      case 'integer':
        return view.getBigInt64(0, true);
      case 'number':
        return view.getFloat64(0, true);
      case 'boolean':
        return view.getUint8(0) === 1;
    }
  }
}
