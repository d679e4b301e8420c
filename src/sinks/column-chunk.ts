/** Writes the pages of one leaf with their headers; gives what the footer says of them. */
import type { EncodedLeaf } from './column-encoder.js';
import {
  writePageHeader,
  type ByteWriter,
  type ChunkIndexes,
  type ColumnMetaData,
  type PhysicalType,
} from './parquet-library.js';

/** A leaf of the schema: the names down to it, and how its values are stored. */
export interface Leaf {
  readonly path: readonly string[];
  readonly type: PhysicalType;
}

export function writeChunk(writer: ByteWriter, leaf: EncodedLeaf, { path, type }: Leaf): ChunkIndexes {
  const start = writer.offset;
  let plainBytes = 0;
  const { dictionary } = leaf;
  if (dictionary !== null) {
    writePageHeader(writer, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: dictionary.plainBytes,
      compressed_page_size: dictionary.bytes.length,
      dictionary_page_header: { num_values: dictionary.entries, encoding: 'PLAIN' },
    });
    plainBytes += writer.offset - start + dictionary.plainBytes;
    writer.appendBytes(dictionary.bytes);
  }
  const firstPage = writer.offset;
  const encoding = dictionary === null ? 'PLAIN' : 'RLE_DICTIONARY';
  const locations = [];
  let rows = 0;
  for (const page of leaf.pages()) {
    const at = writer.offset;
    const levelBytes = page.repetitionBytes + page.definitionBytes;
    writePageHeader(writer, {
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: levelBytes + page.plainBytes,
      compressed_page_size: page.bytes.length,
      data_page_header_v2: {
        num_values: page.values,
        num_nulls: page.nulls,
        num_rows: page.rows,
        encoding,
        definition_levels_byte_length: page.definitionBytes,
        repetition_levels_byte_length: page.repetitionBytes,
        is_compressed: true,
      },
    });
    plainBytes += writer.offset - at + levelBytes + page.plainBytes;
    writer.appendBytes(page.bytes);
    locations.push({
      offset: BigInt(at),
      compressed_page_size: writer.offset - at,
      first_row_index: BigInt(rows),
    });
    rows += page.rows;
  }
  const meta_data: ColumnMetaData = {
    type,
    encodings: dictionary === null ? ['PLAIN'] : ['PLAIN', 'RLE_DICTIONARY'],
    path_in_schema: [...path],
    codec: 'SNAPPY',
    num_values: BigInt(leaf.values),
    total_compressed_size: BigInt(writer.offset - start),
    total_uncompressed_size: BigInt(plainBytes),
    data_page_offset: BigInt(firstPage),
    ...(dictionary !== null && { dictionary_page_offset: BigInt(start) }),
    statistics: statisticsOf(leaf),
  };
  return { chunk: { meta_data, file_offset: BigInt(start) }, offsetIndex: { page_locations: locations } };
}

function statisticsOf({ nulls, bounds }: EncodedLeaf): NonNullable<ColumnMetaData['statistics']> {
  const null_count = BigInt(nulls);
  if (bounds === null) return { null_count };
  const { least, greatest } = bounds;
  return {
    // The format wants a least zero to be the negative one, and a greatest the positive.
    min_value: least === 0 ? -0 : least,
    max_value: greatest === 0 ? 0 : greatest,
    null_count,
  };
}
