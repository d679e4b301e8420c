/**
 * Form-URL-encoding as the dataset's makers wrote it, in both directions.
 *
 * `A-Za-z0-9_.-` stand for themselves, a space is `+`, every other byte of the UTF-8 is `%XX` in upper case (PHP's
 * urlencode; JavaScript's own functions leave `~*!'()` alone, so they are of no use here). A cell is canonical when
 * `encode(decode(cell)) === cell`; that is cheap for the common cell, which has nothing to decode: both functions
 * hand back the string they were given.
 */

import { utf8Decode, utf8Encode } from './utf8.js';

/** What each byte is written as. */
const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9_.-]/.test(character)) return character;
  return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** The text of a latin1 cell. Bytes that are not UTF-8 become U+FFFD; a `%` without two hex digits is kept as it is. */
export function decode(cell: string): string {
  const spaced = cell.includes('+') ? cell.replaceAll('+', ' ') : cell;
  return utf8Decode(spaced.includes('%') ? withoutEscapes(spaced) : spaced);
}

/** The canonical cell of a text. */
export function encode(text: string): string {
  const bytes = utf8Encode(text);
  let at = 0;
  while (at < bytes.length && isUnreserved(bytes.charCodeAt(at))) at++;
  if (at === bytes.length) return bytes;

  let cell = bytes.slice(0, at);
  for (; at < bytes.length; at++) cell += ENCODED[bytes.charCodeAt(at)];
  return cell;
}

function withoutEscapes(cell: string): string {
  let bytes = '';
  let from = 0;
  for (let at = cell.indexOf('%'); at >= 0; at = cell.indexOf('%', from)) {
    const byte = hexByte(cell, at + 1);
    bytes += cell.slice(from, at) + (byte < 0 ? '%' : String.fromCharCode(byte));
    from = at + (byte < 0 ? 1 : 3);
  }
  return bytes + cell.slice(from);
}

function isUnreserved(byte: number): boolean {
  return ENCODED[byte]?.length === 1 && byte !== 0x20;
}

/** The byte that two hex digits at `at` stand for; negative when they are not two hex digits. */
function hexByte(cell: string, at: number): number {
  // charCodeAt past the end is NaN, and NaN is no hex digit.
  const high = hexDigit(cell.charCodeAt(at));
  const low = hexDigit(cell.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20; // lower case
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
