/**
 * The CRC of bzip2: polynomial 0x04c11db7, most significant bit first, begun with and turned over by all ones.
 *
 * Kept with its bytes in reverse order, 16 bytes of text go in at once by 16 tables: the table of a byte is what it does
 * to the sum when so many bytes follow it.
 */
import { CRC_TABLES } from './memory';

const POLYNOMIAL: u32 = 0x04c11db7;
/** Bytes of one table. */
const TABLE: usize = 1024;

/** Fills the tables; once. */
export function fillCrcTables(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let sum = byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum >>> 31 ? POLYNOMIAL : 0);
    store<u32>(CRC_TABLES + (byte << 2), bswap<u32>(sum));
  }
  for (let byte: usize = 0; byte < 256; byte++) {
    let sum = load<u32>(CRC_TABLES + (byte << 2));
    for (let table: usize = 1; table < 16; table++) {
      sum = (sum >>> 8) ^ load<u32>(CRC_TABLES + ((<usize>sum & 0xff) << 2));
      store<u32>(CRC_TABLES + table * TABLE + (byte << 2), sum);
    }
  }
}

/** The CRC of the bytes from `from` up to `end`. */
export function crcOf(from: usize, end: usize): u32 {
  let sum: u32 = 0xffffffff;
  while (from + 16 <= end) {
    sum =
      fourBytes(load<u32>(from) ^ sum, 12 * TABLE) ^
      fourBytes(load<u32>(from, 4), 8 * TABLE) ^
      fourBytes(load<u32>(from, 8), 4 * TABLE) ^
      fourBytes(load<u32>(from, 12), 0);
    from += 16;
  }
  while (from < end) {
    sum = (sum >>> 8) ^ load<u32>(CRC_TABLES + (((sum ^ <u32>load<u8>(from)) & 0xff) << 2));
    from++;
  }
  return bswap<u32>(~sum);
}

/** What four bytes do to the sum, when `table` bytes of tables stand for the bytes behind them. */
function fourBytes(bytes: u32, table: usize): u32 {
  return (
    load<u32>(table + ((bytes & 0xff) << 2), CRC_TABLES + 3 * TABLE) ^
    load<u32>(table + (((bytes >>> 8) & 0xff) << 2), CRC_TABLES + 2 * TABLE) ^
    load<u32>(table + (((bytes >>> 16) & 0xff) << 2), CRC_TABLES + TABLE) ^
    load<u32>(table + ((bytes >>> 24) << 2), CRC_TABLES)
  );
}
