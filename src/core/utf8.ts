/** UTF-8 between the latin1 strings that lines come as (one character per byte) and text. */

import { Buffer } from 'node:buffer';

const NOT_ASCII = /[^\0-\x7f]/;

/** The text that bytes stand for; bytes that are not UTF-8 become U+FFFD. */
export function utf8Decode(bytes: string): string {
  return NOT_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

/** The bytes of a text, one character per byte; a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): string {
  return NOT_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}
