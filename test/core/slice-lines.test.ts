import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { SliceLines } from '../../src/core/slice-lines.js';
import { segmentOf, sliceOf } from './hand-made.js';

const textsOf = (lines: SliceLines): string[] => Array.from({ length: lines.count }, (_, k) => lines.text(k));

const CASES = [
  ['no line at all', [], []],
  ['lines with an end of LF', ['one', 'two'], ['one', 'two']],
  ['lines with an end of CRLF', ['one\r', 'two\r'], ['one', 'two']],
  ['empty lines', ['', '\r', ''], ['', '', '']],
  ['only the last CR of several as part of the end', ['a\r\r', '\r\r'], ['a\r', '\r']],
  ['a CR inside a line', ['a\rb'], ['a\rb']],
  ['one character a byte', ['\xff\x00\xe9', 'caf\xc3\xa9'], ['\xff\x00\xe9', 'caf\xc3\xa9']],
] as const;

for (const [what, lines, texts] of CASES) {
  test(`reads ${what}`, () => assert.deepEqual(textsOf(new SliceLines(sliceOf(lines))), texts));
}

test('reads lines that lie across segments, however these are cut', () => {
  const line = fc.string({ unit: fc.constantFrom('a', '\xff', '\t'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 6 }), (texts, cuts) => {
      const text = texts.map((one) => `${one}\n`).join('');
      const places = [0, ...cuts.filter((at) => at < text.length), text.length].toSorted((a, b) => a - b);
      const segments = places.slice(1).map((to, k) => segmentOf(text.slice(places[k], to)));
      const lines = new SliceLines({ firstLine: 5, lines: texts.length, segments, overlong: [] });
      assert.deepEqual(textsOf(lines), texts);
    }),
  );
});

test('reads only its own part of a shared buffer', () => {
  const segment = segmentOf('before\nmine\nalso\nbehind\n');
  const lines = new SliceLines({ firstLine: 1, lines: 2, segments: [{ ...segment, from: 7, to: 17 }], overlong: [] });
  assert.deepEqual(textsOf(lines), ['mine', 'also']);
});

test('keeps the number of the first line, and which lines are overlong', () => {
  const lines = new SliceLines(sliceOf(['a', 'b', 'c'], { firstLine: 70, overlong: [1] }));
  assert.equal(lines.firstLine, 70);
  assert.deepEqual(
    [0, 1, 2].map((index) => lines.isOverlong(index)),
    [false, true, false],
  );
});
