import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { HASH_LIST, ID_LIST, ListParser, type ListForm } from '../../src/jobs/list-parser.js';

/** The cells that are taken of a text that comes in chunks of `step` bytes, each in the same memory. */
function taken(form: ListForm, text: string, step = text.length): readonly string[] {
  const cells: string[] = [];
  const parser = new ListParser(form, 'list.tsv', (bytes, from, end) => {
    const cell = Buffer.from(bytes.subarray(from, end)).toString();
    cells.push(cell);
    return /^\w+$/.test(cell);
  });
  const memory = Buffer.alloc(step);
  for (let at = 0; at < text.length; at += step) {
    const bytes = memory.write(text.slice(at, at + step));
    parser.push(memory.subarray(0, bytes));
  }
  parser.end();
  return cells;
}

const TEXT = '12\n0\t34\tabc\r\n\n56\tdef\n7\t89\t0a';

test('takes the id of lines of one, two and three cells, however the text is cut', () => {
  for (let step = 1; step <= TEXT.length; step++)
    assert.deepEqual(taken(ID_LIST, TEXT, step), ['12', '34', '56', '89']);
});

test('takes the hash, which is the last cell', () => {
  for (let step = 1; step <= TEXT.length; step++)
    assert.deepEqual(taken(HASH_LIST, TEXT, step), ['12', 'abc', 'def', '0a']);
});

test('takes nothing of an empty file', () => {
  assert.deepEqual(taken(ID_LIST, '', 1), []);
});

const BAD: readonly (readonly [string, string, number, RegExp])[] = [
  ['of another form', '1\n2\n-\n4\n', 2, /^Expected line 2 \(from 0\) of list\.tsv to be an id of .*, got "-"\.$/],
  ['with too many cells', '1\t2\t3\t4\n', 0, /got "1\\t2\\t3\\t4"\.$/],
  ['with an empty cell', '1\n0\t\tabc', 1, /got "0\\t\\tabc"\.$/],
  ['that has no end', '1\n' + 'x-'.repeat(5000), 1, /got "(x-){40}" and more\.$/],
];

for (const [what, text, line, message] of BAD) {
  test(`refuses a line ${what}, and says which and what was expected`, () => {
    for (const step of [text.length, 3]) {
      assert.throws(
        () => taken(ID_LIST, text, step),
        (error) => {
          assert.ok(error instanceof YfccError);
          assert.equal(error.code, 'bad-input');
          assert.deepEqual(error.facts, { file: 'list.tsv', source: 'ids', line });
          assert.match(error.message, message);
          return true;
        },
      );
    }
  });
}
