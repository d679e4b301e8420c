/** Text as a Python 3 script sees it: `open(errors='surrogateescape')` and `str.strip()`. */

import { utf8Decode } from './utf8.js';

/** A well-formed UTF-8 sequence of two to four bytes (Unicode, table 3-7), or else one byte that belongs to none. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** The text of a latin1 string; each byte that is not UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF. */
export function pythonDecode(bytes: string): string {
  return bytes.replace(SEQUENCE, (sequence) =>
    sequence.length === 1 ? String.fromCharCode(0xdc00 + sequence.charCodeAt(0)) : utf8Decode(sequence),
  );
}

/** A text without the white space at its ends. Python's white space is not JavaScript's: it has U+001C to U+001F and U+0085, not U+FEFF. */
export function pythonStrip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
  while (end > start && isPythonSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isPythonSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code >= 0x1c;
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
