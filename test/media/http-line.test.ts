import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineReader, MalformedAnswer } from '../../src/media/http-line.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test('reads one line after the other, without their ends', () => {
  const lines = createLineReader('a head', 100);
  const chunk = bytes('HTTP/1.1 200 OK\r\nx: \u00e9\r\n\r\nbody');
  const read: (string | null)[] = [];
  for (let at = 0; at < chunk.length; at = lines.end()) read.push(lines.read(chunk, at));
  assert.deepEqual(read, ['HTTP/1.1 200 OK', 'x: \u00e9', '', null]);
});

test('goes on with a line that is cut anywhere, between CR and LF too', () => {
  const lines = createLineReader('a head', 100);
  assert.deepEqual(
    ['a', 'b\r', '\nc'].map((part) => [lines.read(bytes(part), 0), lines.end()]),
    [
      [null, 1],
      [null, 2],
      ['ab', 1],
    ],
  );
});

test('takes as many bytes as it may, and not one more', () => {
  const lines = createLineReader('a head', 6);
  assert.equal(lines.read(bytes('ab\r\n'), 0), 'ab');
  assert.equal(lines.read(bytes('\r\n'), 0), '');
  assert.throws(() => lines.read(bytes('c'), 0), new MalformedAnswer('a head of more than 6 bytes'));
});

test('refuses a line that ends without CR', () => {
  const lines = createLineReader('a head', 100);
  const wrong = new MalformedAnswer('a head with a line that ends without CR');
  assert.throws(() => lines.read(bytes('a\n'), 0), wrong);
  assert.throws(() => lines.read(bytes('\n'), 0), wrong);
});
