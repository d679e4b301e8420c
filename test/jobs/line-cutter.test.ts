import assert from 'node:assert/strict';
import test from 'node:test';
import { newlinesOf } from '../../src/bz2/piece.js';
import { LineCutter } from '../../src/jobs/line-cutter.js';

const TEXT = 'a\nbb\n\nccc\nd';
const LINES = TEXT.split(/(?<=\n)/);

/** What a cutter leaves of the text, given in parts of `size` bytes. */
function cut(from: number, to: number, size: number, text = TEXT, firstLine = 0): string {
  const cutter = new LineCutter({ from, to });
  cutter.pass(firstLine);
  let left = '';
  for (let at = 0; at < text.length && !cutter.isDone; at += size) {
    const part = Buffer.from(text.slice(at, at + size));
    left += Buffer.from(cutter.cut(part, newlinesOf(part))).toString();
  }
  return left;
}

test('leaves the lines of a range, however the text is cut', () => {
  for (let from = 0; from <= 6; from++) {
    for (const to of [from + 1, from + 2, 5, 6, Infinity]) {
      for (let size = 1; size <= TEXT.length; size++) {
        assert.equal(cut(from, to, size), LINES.slice(from, to).join(''), `${from}..${to} in parts of ${size}`);
      }
    }
  }
});

test('counts from the line that the text begins in', () => {
  assert.equal(cut(101, 103, 3, 'the end of line 100\n101\n102\n103\n', 100), '101\n102\n');
});

test('is done when no line of the range can come', () => {
  const cutter = new LineCutter({ from: 0, to: 2 });
  const part = Buffer.from('a\n');
  cutter.cut(part, newlinesOf(part));
  assert.equal(cutter.isDone, false);
  cutter.cut(part, newlinesOf(part));
  assert.equal(cutter.isDone, true);
  assert.equal(new LineCutter({ from: 0, to: Infinity }).isDone, false);
});

test('tells how many lines may be left out', () => {
  const cutter = new LineCutter({ from: 5, to: 6 });
  assert.equal(cutter.ahead, 5);
  cutter.pass(2);
  const part = Buffer.from('2\n3');
  cutter.cut(part, newlinesOf(part));
  assert.equal(cutter.ahead, 2);
  const rest = Buffer.from('\n4\n5\n6\n');
  assert.equal(Buffer.from(cutter.cut(rest, newlinesOf(rest))).toString(), '5\n');
  assert.equal(cutter.ahead, 0);
});
