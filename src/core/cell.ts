/**
 * How each kind of cell becomes a value and a value becomes a cell.
 *
 * A cell is canonical when the value gives the very same bytes back: `encode(decode(cell)) === cell`. A cell that is
 * not must be kept beside its value, else the record has lost something. `null` in the cell and an empty cell both
 * mean missing; which of the two is canonical depends on the kind.
 */

import type { CellKind, PhotoKind } from './fields.js';
import { decode, encode } from './url-encoding.js';
import { utf8Decode, utf8Encode } from './utf8.js';

/** Two directions of one format; cells are latin1 strings, one character per byte. Neither direction throws. */
export interface Codec<Value> {
  decode(cell: string): Value;
  encode(value: Value): string;
}

/** The type of value that each kind of cell becomes; null is missing, or not readable as that kind. */
export interface CellValues {
  id: string;
  integer: number | null;
  number: number | null;
  text: string | null;
  verbatim: string | null;
  tags: readonly string[];
  date: string | null;
  marker: PhotoKind;
}

/** A finite decimal number as people write it; not `0x10`, `Infinity` or ` 1 `, which Number() takes too. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** `2012-02-16 09:56:37.0` */
const DATE = /^\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.0$/;

/** The codec of each kind of cell. */
export const CODECS: { readonly [Kind in CellKind]: Codec<CellValues[Kind]> } = {
  id: { decode: (cell) => cell, encode: (id) => id },
  integer: { decode: decodeInteger, encode: encodeNumber },
  number: { decode: decodeNumber, encode: encodeNumber },
  text: {
    decode: (cell) => (isMissing(cell) ? null : decode(cell)),
    encode: (text) => (text === null ? '' : encode(text)),
  },
  verbatim: {
    decode: (cell) => (isMissing(cell) ? null : utf8Decode(cell)),
    encode: (text) => (text === null ? '' : utf8Encode(text)),
  },
  tags: {
    // Commas first: a comma inside a tag is %2C. A tag may well be called null.
    decode: (cell) => (cell === '' ? [] : cell.split(',').map(decode)),
    encode: (tags) => tags.map(encode).join(','),
  },
  date: {
    decode: (cell) => (isDate(cell) ? `${cell.slice(0, 10)}T${cell.slice(11, 19)}` : null),
    encode: (date) => (date === null ? 'null' : `${date.slice(0, 10)} ${date.slice(11)}.0`),
  },
  marker: {
    decode: (cell) => (cell === '1' ? 'video' : 'photo'),
    encode: (kind) => (kind === 'video' ? '1' : '0'),
  },
};

/** The number that a decimal text stands for; null when it is none, or none that is finite. */
export function decodeNumber(text: string): number | null {
  if (!DECIMAL.test(text)) return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return null;
  return number === 0 ? 0 : number; // JSON has no -0: the record must be the same before and after it
}

function decodeInteger(text: string): number | null {
  const number = decodeNumber(text);
  return Number.isSafeInteger(number) ? number : null;
}

function encodeNumber(number: number | null): string {
  return number === null ? '' : String(number);
}

function isMissing(cell: string): boolean {
  return cell === '' || cell === 'null';
}

/** Whether a cell is a day and a time that exist, in the years 0001 to 9999. */
function isDate(cell: string): boolean {
  if (!DATE.test(cell)) return false;
  const year = Number(cell.slice(0, 4));
  const day = Number(cell.slice(8, 10));
  return year >= 1 && day >= 1 && day <= daysInMonth(year, Number(cell.slice(5, 7)));
}

/** 0 for a month that does not exist. */
function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
