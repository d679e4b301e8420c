/** What the first 100 bytes of a SQLite file say that decides whether it can be read (the format's section 1.3). */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { YfccError } from '../core/errors.js';

const HEADER_BYTES = 100;

/** Offset 19: 1 for a rollback journal, 2 for a write-ahead log. */
const READ_VERSION_AT = 19;

/** Offset 56, 4 bytes: 2 and 3 stand for UTF-16. */
const ENCODING_AT = 56;

/** Throws `bad-input` for a database that would be read wrongly, or not at all, and says how to make it readable. */
export function checkReadable(file: string): void {
  const refuse = (came: string, todo: string): YfccError =>
    new YfccError('bad-input', `Expected ${file} to be a whole SQLite database in UTF-8, got ${came}. ${todo}`, {
      file,
      source: 'dataset',
    });
  // Reading without them would give what was there before the last change, or half of that.
  for (const suffix of ['-journal', '-wal']) {
    const beside = `${file}${suffix}`;
    if (existsSync(beside) && statSync(beside).size > 0)
      throw refuse(`one with ${beside} beside it`, 'Wait for its writer, or open and close it once with `sqlite3`.');
  }
  const header = Buffer.alloc(HEADER_BYTES);
  const fd = openSync(file, 'r');
  try {
    if (readSync(fd, header, 0, HEADER_BYTES, 0) < HEADER_BYTES)
      throw refuse('a file that ends in its header', 'Get it again.');
  } finally {
    closeSync(fd);
  }
  if (header[READ_VERSION_AT] === 2)
    throw refuse('one with a write-ahead log', `Close that with \`sqlite3 ${file} 'PRAGMA journal_mode=DELETE'\`.`);
  if ([2, 3].includes(header.readUInt32BE(ENCODING_AT)))
    throw refuse('UTF-16', `Make another with \`PRAGMA encoding='UTF-8'\`, and the rows of this one.`);
}
