import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addField, makeHead, parseStatusLine, type AnswerHead, type Framing } from '../../src/media/answer-head.js';
import { MalformedAnswer } from '../../src/media/http-line.js';

function headOf(first: string, ...lines: readonly string[]): AnswerHead {
  const fields = new Map<string, string>();
  for (const line of lines) addField(fields, line);
  return makeHead(parseStatusLine(first), fields);
}

const STATUS_LINES: readonly (readonly [line: string, status: number | null])[] = [
  ['HTTP/1.1 200 OK', 200],
  ['HTTP/1.1 404 ', 404],
  ['HTTP/1.1 404', 404],
  ['HTTP/1.0 302 Moved \u00e9\tthere', 302],
  ['HTTP/1.1 999 Request denied', 999],
  ['HTTP/1.1 099 Low', null],
  ['HTTP/1.1 20 OK', null],
  ['HTTP/1.1 2000 OK', null],
  ['HTTP/1.1 2x0 OK', null],
  ['HTTP/1.1  200 OK', null],
  ['HTTP/1.1 200OK', null],
  ['HTTP/1.1 200 O\rK', null],
  ['HTTP/1.1 200 O\0K', null],
  ['HTTP/2.0 200 OK', null],
  ['HTTP/1.2 200 OK', null],
  ['HTTP/0.9 200 OK', null],
  ['http/1.1 200 OK', null],
  [' HTTP/1.1 200 OK', null],
  ['ICY 200 OK', null],
  ['', null],
];

for (const [line, status] of STATUS_LINES) {
  test(`${status === null ? 'refuses' : 'reads'} the status line ${JSON.stringify(line)}`, () => {
    if (status === null) assert.throws(() => parseStatusLine(line), MalformedAnswer);
    else assert.equal(parseStatusLine(line).status, status);
  });
}

const FIELDS: readonly (readonly [line: string, name: string, value: string | null])[] = [
  ['Content-Type: image/jpeg', 'content-type', 'image/jpeg'],
  ['x:1', 'x', '1'],
  ['x:', 'x', ''],
  ['x: \t a b \t', 'x', 'a b'],
  ['x: a:b', 'x', 'a:b'],
  ['x: caf\u00e9', 'x', 'caf\u00e9'],
  ["!#$%&'*+-.^_`|~9z: 1", "!#$%&'*+-.^_`|~9z", '1'],
  [' folded', '', null],
  ['\tfolded: 1', '', null],
  ['x : 1', '', null],
  ['x y: 1', '', null],
  [': 1', '', null],
  ['no colon', '', null],
  ['caf\u00e9: 1', '', null],
  ['x: a\rb', '', null],
  ['x: a\0b', '', null],
  ['x: a\x7fb', '', null],
];

for (const [line, name, value] of FIELDS) {
  test(`${value === null ? 'refuses' : 'reads'} the header ${JSON.stringify(line)}`, () => {
    if (value === null) assert.throws(() => headOf('HTTP/1.1 200 OK', line), MalformedAnswer);
    else assert.equal(headOf('HTTP/1.1 200 OK', line).header(name), value);
  });
}

test('joins headers of one name whatever its case, and has null for none', () => {
  const { header } = headOf('HTTP/1.1 200 OK', 'X-Robots-Tag: noindex', 'x-robots-tag: noai');
  assert.deepEqual([header('x-robots-tag'), header('retry-after')], ['noindex, noai', null]);
});

test('takes no longer for a header of nothing but blanks', () => {
  // Not a measure: a pattern that tries every beginning would be at this for minutes.
  assert.equal(headOf('HTTP/1.1 200 OK', `x: a${' '.repeat(1_000_000)}b`).header('x')?.length, 1_000_002);
});

const NONE: Framing = { kind: 'none' };
const CLOSE: Framing = { kind: 'close' };
const length = (bytes: number): Framing => ({ kind: 'length', bytes });

const FRAMINGS: readonly (readonly [status: string, lines: readonly string[], framing: Framing | null])[] = [
  ['1.1 200', ['content-length: 5'], length(5)],
  ['1.1 200', ['content-length: 0'], length(0)],
  ['1.1 200', ['content-length: 5', 'content-length: 5'], length(5)],
  ['1.1 200', ['content-length: 5 , 5'], length(5)],
  ['1.1 200', ['content-length: 5', 'content-length: 6'], null],
  ['1.1 200', ['content-length: 5, 05'], null],
  ['1.1 200', ['content-length: '], null],
  ['1.1 200', ['content-length: 5,'], null],
  ['1.1 200', ['content-length: -5'], null],
  ['1.1 200', ['content-length: +5'], null],
  ['1.1 200', ['content-length: 0x5'], null],
  ['1.1 200', ['content-length: 5.0'], null],
  ['1.1 200', ['content-length: 9999999999999999'], null],
  ['1.1 200', ['transfer-encoding: Chunked'], { kind: 'chunked' }],
  ['1.1 200', ['transfer-encoding: chunked', 'content-length: 5'], null],
  ['1.1 200', ['transfer-encoding: gzip, chunked'], null],
  ['1.1 200', ['transfer-encoding: chunked', 'transfer-encoding: chunked'], null],
  ['1.1 200', ['transfer-encoding: identity'], null],
  ['1.1 200', ['transfer-encoding: xchunked'], null],
  ['1.1 200', ['transfer-encoding:'], null],
  ['1.0 200', ['transfer-encoding: chunked'], null],
  ['1.1 200', [], CLOSE],
  ['1.0 200', [], CLOSE],
  ['1.1 204', ['content-length: 5'], NONE],
  ['1.1 304', ['content-length: 5'], NONE],
  ['1.1 304', ['transfer-encoding: chunked'], NONE],
  ['1.1 103', [], NONE],
];

for (const [status, lines, framing] of FRAMINGS) {
  test(`finds the end of HTTP/${status} with ${lines.join(', ') || 'nothing'}: ${framing?.kind ?? 'refused'}`, () => {
    const head = (): AnswerHead => headOf(`HTTP/${status} OK`, ...lines);
    if (framing === null) assert.throws(head, MalformedAnswer);
    else assert.deepEqual(head().framing, framing);
  });
}

const PERSISTENT: readonly (readonly [status: string, lines: readonly string[], isPersistent: boolean])[] = [
  ['1.1 200', ['content-length: 5'], true],
  ['1.1 200', ['content-length: 5', 'connection: keep-alive'], true],
  ['1.1 200', ['content-length: 5', 'connection: Close'], false],
  ['1.1 200', ['content-length: 5', 'connection: x,close '], false],
  ['1.1 200', ['content-length: 5', 'connection: x', 'connection: close'], false],
  ['1.1 200', ['content-length: 5', 'connection: closed'], true],
  ['1.1 204', [], true],
  ['1.1 200', [], false],
  ['1.0 200', ['content-length: 5'], false],
  ['1.0 200', ['content-length: 5', 'connection: Keep-Alive'], true],
];

for (const [status, lines, isPersistent] of PERSISTENT) {
  test(`${isPersistent ? 'keeps' : 'ends'} the connection behind HTTP/${status} with ${lines.join(', ') || 'nothing'}`, () => {
    assert.equal(headOf(`HTTP/${status} OK`, ...lines).isPersistent, isPersistent);
  });
}
