/** Tells how a source is packed, by its first bytes; its name only says what they should be. */
import { hasBz2Magic } from '../bz2/magic.js';
import { YfccError } from '../core/errors.js';

export type SourceForm = 'bz2' | 'gz' | 'sqlite' | 'plain';

/** What a SQLite database begins with. */
const SQLITE_HEAD = Buffer.from('SQLite format 3\0');

/** First bytes that are enough to tell, but for a database. */
const FORM_BYTES = 4;

/** Whether these first bytes are enough to tell: no more are asked for, since they may be long in coming. */
export function canTell(head: Uint8Array): boolean {
  if (head.length < FORM_BYTES) return false;
  const isLikeDatabase = SQLITE_HEAD.subarray(0, head.length).equals(head);
  return !isLikeDatabase || head.length >= SQLITE_HEAD.length;
}

/** RFC 1952, 2.3.1: ID1 and ID2. */
export function hasGzipMagic(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Gives the form; throws `bad-bz2` or `bad-input` for what its name says it is, and is not. */
export function formOf(head: Uint8Array, source: string, path: string): SourceForm {
  if (hasBz2Magic(head)) return 'bz2';
  if (hasGzipMagic(head)) return 'gz';
  if (SQLITE_HEAD.equals(head.subarray(0, SQLITE_HEAD.length))) return 'sqlite';
  const came =
    head.length === 0 ? 'an empty file' : `the bytes ${Buffer.from(head.subarray(0, FORM_BYTES)).toString('hex')}`;
  const facts = { file: path, source, offset: 0 };
  if (path.endsWith('.bz2'))
    throw new YfccError('bad-bz2', `Expected ${path} to begin with BZh and a digit, got ${came}.`, facts);
  if (path.endsWith('.gz') || path.endsWith('.tgz'))
    throw new YfccError('bad-input', `Expected ${path} to begin with the bytes 1f8b, got ${came}.`, facts);
  return 'plain';
}
