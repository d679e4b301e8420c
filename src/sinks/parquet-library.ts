/** What is used of hyparquet-writer, of which no other file knows. */
import { ParquetWriter, type SchemaElement } from 'hyparquet-writer';

export { ByteWriter } from 'hyparquet-writer';
export { writePageHeader } from 'hyparquet-writer/src/datapage.js';
export { ParquetWriter, type SchemaElement };

/** What the footer says of one leaf of a row group. */
export type ColumnChunk = ParquetWriter['row_groups'][number]['columns'][number];
export type ColumnMetaData = NonNullable<ColumnChunk['meta_data']>;
/** A chunk, and where its pages are. */
export type ChunkIndexes = ParquetWriter['pendingIndexes'][number];
export type PhysicalType = NonNullable<SchemaElement['type']>;
