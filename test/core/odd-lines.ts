/** Arbitrary lines with every oddity that a damaged, hand-made or hostile file may hold, as latin1 strings. */

import * as fc from 'fast-check';

/** Any bytes but the line feed and those in `without`. */
function bytes(without: string): fc.Arbitrary<string> {
  const byte = fc
    .integer({ min: 0, max: 255 })
    .map((code) => String.fromCharCode(code))
    .filter((character) => character !== '\n' && !without.includes(character));
  return fc.string({ unit: byte, maxLength: 8 });
}

const ODD_CELLS = [
  ['', 'null', 'NULL', 'null,a', ',', 'a,,b', 'a,b%2Cc', 'n%75ll'],
  ['%', '%%', '%4', '%zz', '%C3%A9', '%c3%a9', '%E9', '%ED%A0%80', '%F0%9F%98%80', '%EF%BB%BFa', '%EF%BF%BD', '%41'],
  ['a+b', 'a b', '%20', '~', '*', "'()!", '%00', '\0', '\r', '\x1c', '\x7f', '"\\', '\x85', '\xc2\x85'],
  [
    '\xe4\xb8\xad',
    '\xff\xfe',
    '\xc3',
    '\xf0\x9f\x98\x80',
    '\xed\xb2\x80',
    '\xef\xbb\xbf',
    '\xee\x80\x80',
    '\xe2\x80\xa8',
  ],
  ['0', '1', '2', '-1.0', '1e5', '1E5', '1e+21', '007', '+1', '-0', '-0.0', '.5', '5.', '5e-7', '1e999', '0x10', 'NaN'],
  ['Infinity', ' 1', '12345678901234567890', '-81.804885', '0.1000', '1.5'],
  ['2012-02-16 09:56:37.0', '2011-02-29 00:00:00.0', '2012-02-29 23:59:60.0', '0000-01-01 00:00:00.0'],
  ['4501-01-01 00:00:00.0', '2012-02-16T09:56:37', '2012-13-01 00:00:00.0', '2012-02-16 09:56:37.5'],
  ['http://creativecommons.org/licenses/by-nc/2.0/', 'http://farm1.staticflickr.com/1/2_3.jpg'],
].flat();

/** A cell of the dataset row, or a part of an item. */
function oddCell(without = '\t'): fc.Arbitrary<string> {
  const known = fc.constantFrom(...ODD_CELLS.filter((cell) => !without.split('').some((sign) => cell.includes(sign))));
  const joined = fc.tuple(known, known).map((two) => two.join(''));
  return fc.oneof({ weight: 4, arbitrary: known }, joined, bytes(without));
}

/** An id of one to twenty digits. */
export const oddId = fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: 1, maxLength: 20 });

/** A dataset line with this id, of 23 or 25 columns, every other cell odd. */
export function oddDatasetLine(photoId: string): fc.Arbitrary<string> {
  const marker = fc.constantFrom('0', '1');
  const rest = fc.array(oddCell(), { minLength: 21, maxLength: 21 });
  const form23 = fc.tuple(rest, marker).map(([cells, last]) => [photoId, ...cells, last].join('\t'));
  const form25 = fc
    .tuple(oddCell(), oddCell(), rest, marker)
    .map(([line, hash, cells, last]) => [line, photoId, hash, ...cells, last].join('\t'));
  return fc.oneof(form23, form25);
}

/** Items of a side line: well-formed, malformed, doubled, none; tabs may stand in them. */
export const oddItems = fc.oneof(
  fc.constantFrom('', ',', '\t', 'a.b:c,a.b:c', '1:Cork:Town,1:Cork:Town', 'sky:0.5000,sky:0.6000'),
  fc.array(oddItem(['.', ':']), { maxLength: 5 }).map(joinItems),
  fc.array(oddItem([':']), { maxLength: 5 }).map(joinItems),
  fc.array(oddItem([':', ':']), { maxLength: 5 }).map(joinItems),
  bytes(''),
);

/** As many cells as there are separators and one more. */
function oddItem(separators: readonly string[]): fc.Arbitrary<string> {
  const cells = fc.array(oddCell(','), { minLength: separators.length + 1, maxLength: separators.length + 1 });
  return cells.map((parts) => parts.map((part, at) => part + (separators[at] ?? '')).join(''));
}

function joinItems(items: readonly string[]): string {
  return items.join(',');
}
