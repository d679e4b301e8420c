/** The head of an HTTP/1.1 answer out of its lines, and what it says of the bytes behind it: RFC 9112, sections 4 to 6 and 9. */
import type { Head } from './exchange.js';
import { MalformedAnswer } from './http-line.js';

/** Where the body ends. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** With the connection. */
  | { readonly kind: 'close' };

export interface AnswerHead extends Head {
  readonly framing: Framing;
  /** Whether the connection may serve another request behind this answer. */
  readonly isPersistent: boolean;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: [\t -~\u0080-\u00ff]*)?$/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Neither a control character nor a bare CR. */
const FIELD_VALUE = /^[\t -~\u0080-\u00ff]*$/;
/** Up to what a number holds exactly. */
const LENGTH = /^[0-9]{1,15}$/;

export interface StatusLine {
  readonly status: number;
  /** HTTP/1.0, which knows neither chunks nor, unless it says so, connections that stay. */
  readonly isOld: boolean;
}

/** Throws `MalformedAnswer`. */
export function parseStatusLine(line: string): StatusLine {
  const [matched, minor, code] = STATUS_LINE.exec(line) ?? [];
  if (matched === undefined) throw new MalformedAnswer('a first line that is no status line of HTTP/1.1');
  return { status: Number(code), isOld: minor === '0' };
}

/** Throws `MalformedAnswer`. */
export function makeHead({ status, isOld }: StatusLine, fields: ReadonlyMap<string, string>): AnswerHead {
  const header = (name: string): string | null => fields.get(name) ?? null;
  const framing = framingOf(status, isOld, header);
  return { status, header, framing, isPersistent: isPersistent(framing, isOld, header('connection')) };
}

/** Adds a line of a head, or of trailers; several values of one name are joined. Throws `MalformedAnswer`. */
export function addField(fields: Map<string, string>, line: string): void {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0));
  // A line that begins with white space would go on with the one before it, as no server has done for long.
  if (!TOKEN.test(name)) throw new MalformedAnswer('a header line without a proper name');
  if (!FIELD_VALUE.test(line)) throw new MalformedAnswer(`a control character in the header ${name}`);
  const key = name.toLowerCase();
  const value = trimBlanks(line, colon + 1);
  const before = fields.get(key);
  fields.set(key, before === undefined ? value : `${before}, ${value}`);
}

/** By hand: a pattern for blanks at an end takes a time that grows with the square of their number. */
function trimBlanks(text: string, from: number): string {
  let to = text.length;
  while (from < to && isBlank(text, from)) from += 1;
  while (from < to && isBlank(text, to - 1)) to -= 1;
  return text.slice(from, to);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

function framingOf(status: number, isOld: boolean, header: Head['header']): Framing {
  if (status < 200 || status === 204 || status === 304) return { kind: 'none' };
  const coding = header('transfer-encoding');
  const length = header('content-length');
  if (coding !== null) {
    // Whoever sends both wants two readers to see two different answers.
    if (length !== null) throw new MalformedAnswer('both Content-Length and Transfer-Encoding');
    if (isOld || coding.toLowerCase() !== 'chunked') {
      throw new MalformedAnswer(`Transfer-Encoding: ${coding} in HTTP/1.${isOld ? 0 : 1}`);
    }
    return { kind: 'chunked' };
  }
  if (length === null) return { kind: 'close' };
  if (LENGTH.test(length)) return { kind: 'length', bytes: Number(length) };
  const [first = '', ...more] = length.split(',').map((one) => trimBlanks(one, 0));
  if (!LENGTH.test(first) || more.some((one) => one !== first)) {
    throw new MalformedAnswer(`Content-Length: ${length}`);
  }
  return { kind: 'length', bytes: Number(first) };
}

function isPersistent(framing: Framing, isOld: boolean, connection: string | null): boolean {
  if (framing.kind === 'close') return false;
  if (connection === null) return !isOld;
  const words = connection.toLowerCase().split(',');
  const says = (word: string): boolean => words.some((one) => trimBlanks(one, 0) === word);
  return !says('close') && (!isOld || says('keep-alive'));
}
