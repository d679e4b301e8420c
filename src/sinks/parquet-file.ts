/** One Parquet file, written a row group at a time: the columns of a record with their types. */
import type { OutputFile } from '../core/protocol.js';
import { writeChunk, type Leaf } from './column-chunk.js';
import type { ColumnEncoder } from './column-encoder.js';
import { COLUMN_KINDS, REQUIRED_COLUMNS, type ColumnName } from './columns.js';
import { ByteWriter, ParquetWriter, type ChunkIndexes, type SchemaElement } from './parquet-library.js';
import type { WholeFile } from './whole-file.js';

/** What the file says it was made by; without a version, so that the next one gives the same bytes. */
const CREATED_BY = 'yfcc-engine';

export class ParquetFile {
  readonly #columns: readonly ColumnName[];
  readonly #file: WholeFile;
  readonly #writer: ParquetWriter;
  readonly #bytes: FileBytes;
  readonly #leaves: ReadonlyMap<ColumnName, readonly Leaf[]>;

  constructor(file: WholeFile, columns: readonly ColumnName[]) {
    this.#columns = columns;
    this.#file = file;
    const schema = [{ name: 'record', num_children: columns.length }, ...columns.flatMap(elementsOf)];
    this.#leaves = new Map(columns.map((name) => [name, leavesOf(elementsOf(name))]));
    this.#bytes = new FileBytes(file);
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, createdBy: CREATED_BY });
  }

  /** Writes one row group: an array a column, all of the same length, which is not 0. */
  async writeGroup(values: readonly unknown[][]): Promise<void> {
    const columnData = this.#columns.map((name, k) => ({
      name,
      data: values[k] ?? [],
      // Bounds of JSON are whole values: they tell a reader nothing, and some are tens of KB.
      statistics: COLUMN_KINDS[name] !== 'json',
    }));
    await this.#writer.write({ columnData, rowGroupSize: Infinity });
  }

  /**
   * Writes the records of `encoder` as one row group; the library then writes what the footer says of it. False, and
   * nothing is written, for records that the encoder does not take.
   */
  writeEncoded(encoder: ColumnEncoder): boolean {
    if (!encoder.scan()) return false;
    const { offset, index } = this.#bytes;
    const chunks: ChunkIndexes[] = [];
    for (const column of this.#columns) {
      const encoded = encoder.leavesOf(column);
      if (encoded === null) {
        Object.assign(this.#bytes, { offset, index });
        return false;
      }
      for (const leaf of encoded) {
        const at = this.#leaves.get(column)?.[leaf.index];
        if (at === undefined) throw new Error(`${column} has no leaf ${leaf.index}`);
        chunks.push(writeChunk(this.#bytes, leaf, at));
      }
    }
    const columns = chunks.map(({ chunk }) => chunk);
    const plainBytes = columns.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n);
    this.#writer.num_rows += BigInt(encoder.rows);
    this.#writer.row_groups.push({
      columns,
      total_byte_size: plainBytes,
      num_rows: BigInt(encoder.rows),
      total_compressed_size: BigInt(this.#bytes.offset - offset),
    });
    this.#writer.pendingIndexes.push(...chunks);
    this.#bytes.flush();
    return true;
  }

  async close(): Promise<OutputFile> {
    await this.#writer.finish();
    return this.#file.close();
  }
}

/** Holds the bytes of one row group, until the library says that it is whole. */
class FileBytes extends ByteWriter {
  readonly #file: WholeFile;

  constructor(file: WholeFile) {
    super();
    this.#file = file;
  }

  flush(): void {
    this.#file.write(this.getBytes());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}

/** A column's part of the schema: the tree of its elements, a parent before its children. */
function elementsOf(name: ColumnName): readonly SchemaElement[] {
  const repetition = REQUIRED_COLUMNS.has(name) ? 'REQUIRED' : 'OPTIONAL';
  const kind = COLUMN_KINDS[name];
  switch (kind) {
    case 'text':
      return [{ ...text(name), repetition_type: repetition }];
    case 'integer':
      return [{ name, type: 'INT64', repetition_type: repetition }];
    case 'number':
      return [{ name, type: 'DOUBLE', repetition_type: repetition }];
    case 'boolean':
      return [{ name, type: 'BOOLEAN', repetition_type: repetition }];
    case 'json':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type: repetition }];
    case 'texts':
      return listOf(name, repetition, [text('element')]);
    case 'autotags':
      return listOf(
        name,
        repetition,
        struct([text('concept'), { name: 'score', type: 'DOUBLE', repetition_type: 'REQUIRED' }]),
      );
    case 'places':
      return listOf(name, repetition, struct([text('woeid'), text('name'), text('type')]));
    case 'exif':
      return listOf(name, repetition, struct([text('category'), text('tag'), text('value')]));
  }
}

/** The leaves of a column, each with its path. */
function leavesOf(elements: readonly SchemaElement[]): readonly Leaf[] {
  // No column's struct has another one in it: what has a type stands right below the parents in front.
  const parents = elements.filter(({ type }) => type === undefined).map(({ name }) => name);
  return elements.flatMap(({ name, type }) => (type === undefined ? [] : [{ path: [...parents, name], type }]));
}

function text(name: string): SchemaElement {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
}

/** The three levels that the format's specification asks for: the list, its repeated group, the element. */
function listOf(
  name: string,
  repetition: 'REQUIRED' | 'OPTIONAL',
  element: readonly SchemaElement[],
): readonly SchemaElement[] {
  return [
    { name, converted_type: 'LIST', num_children: 1, repetition_type: repetition },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    ...element,
  ];
}

function struct(fields: readonly SchemaElement[]): readonly SchemaElement[] {
  return [{ name: 'element', num_children: fields.length, repetition_type: 'REQUIRED' }, ...fields];
}
