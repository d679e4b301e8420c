/** Records with all that a format may stumble over, and batches of them. */
import { fullJson } from '../../src/core/full.js';
import type { RecordBatch } from '../../src/core/record-batch.js';
import type { FullRecord } from '../../src/core/record.js';

/** Every field that may be null is null, and every list is empty. */
const LEAST: FullRecord = {
  photo_id: '1',
  line_number: null,
  photo_hash: null,
  hash_ok: null,
  kind: 'photo',
  user_id: null,
  user_nickname: null,
  date_taken: null,
  date_uploaded: null,
  capture_device: null,
  title: null,
  description: null,
  user_tags: [],
  machine_tags: [],
  longitude: null,
  latitude: null,
  pos_accuracy: null,
  url_show: null,
  url_get: null,
  license: null,
  license_name: null,
  license_url: null,
  server_id: null,
  farm_id: null,
  photo_secret: null,
  photo_secret_orig: null,
  photo_ext: null,
  autotags: null,
  places: null,
  exif: null,
};

/** The record of a job without media. */
export const RECORDS: readonly FullRecord[] = [
  LEAST,
  {
    ...LEAST,
    photo_id: '18446744073709551615',
    line_number: 99_999_999,
    hash_ok: true,
    kind: 'video',
    user_nickname: 'comma, "quote"',
    date_taken: '4501-01-01T00:00:00',
    date_uploaded: Number.MAX_SAFE_INTEGER,
    title: 'two\nlines\r\nand a\ttab',
    description: 'na\u00efve \u{1F600} \u2028 \0 end',
    user_tags: ['a,b', '', 'null', '"'],
    machine_tags: ['ns:predicate=value'],
    longitude: -0.000_000_1,
    latitude: 89.123_456_789,
    pos_accuracy: 16,
    license: 'by-nc',
    autotags: [
      { concept: 'french window', score: 0.5 },
      { concept: 'dune', score: 1 },
    ],
    places: [{ woeid: '44418', name: 'Z\u00fcrich', type: 'District/Town/Township' }],
    exif: [
      { category: 'Exif IFD0', tag: 'Make', value: '' },
      { category: 'Exif IFD0', tag: 'Make', value: 'a, "b"' },
    ],
    raw: { title: 'two%0alines', latitude: '+89.123456789' },
  },
  { ...LEAST, photo_id: '3', hash_ok: false, line_number: -1, autotags: [], places: [], exif: [], title: '\r' },
  { ...LEAST, photo_id: '4', title: ' led and trailed by spaces ', user_tags: [''], raw: {} },
];

/** As many records as asked for, each with an id and line number of its own. */
export function manyRecords(count: number): readonly FullRecord[] {
  return Array.from({ length: count }, (_, k) => ({
    ...(RECORDS[k % RECORDS.length] ?? LEAST),
    photo_id: String(1000 + k),
    line_number: k,
  }));
}

/** The records in batches of `size`. */
export function batchesOf(records: readonly FullRecord[], size = records.length): readonly RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (let at = 0; at < records.length; at += size) {
    const part = records.slice(at, at + size);
    const lines = part.map((record) => Buffer.from(`${fullJson(record)}\n`));
    const ends: number[] = [];
    for (const line of lines) ends.push((ends.at(-1) ?? 0) + line.length);
    batches.push({
      bytes: Buffer.concat(lines),
      count: part.length,
      idOf: (index) => part[index]?.photo_id ?? '',
      endOf: (index) => ends[index] ?? 0,
    });
  }
  return batches;
}
