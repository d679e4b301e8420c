/**
 * The hash of the dataset's photo_hash column: MD5 of the download URL, each byte printed with `%x`.
 *
 * `%x` drops the leading zero of a byte under 0x10, so the length varies (26 to 32 characters in the wild) and the
 * text cannot be turned back into the digest. The URL is taken exactly as it stands in the file.
 */

import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

/** The hash of a download URL, given as a latin1 string, one character per byte. */
export function urlHash(url: string): string {
  const digest = hash('md5', Buffer.from(url, 'latin1'), 'hex');
  let text = '';
  for (let at = 0; at < digest.length; at += 2) {
    text += digest.slice(digest[at] === '0' ? at + 1 : at, at + 2);
  }
  return text;
}
