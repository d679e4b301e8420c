import assert from 'node:assert/strict';
import test from 'node:test';
import { keyList } from '../../src/report/key.js';

test('shows each name with its colour, and a line as it is drawn', () => {
  const { markup = '' } =
    keyList([
      { name: 'runs', color: 'var(--blue)', shape: 'line' },
      { name: 'law', color: 'var(--orange)', shape: 'dashed' },
      { name: 'ideal', color: 'var(--soft)', shape: 'dotted' },
      { name: 'others', color: 'var(--grey)', shape: 'hollow point' },
      { name: 'area', color: 'var(--green)' },
    ]) ?? {};
  const items = markup.split('<li>').slice(1);
  const expected = [
    /runs/,
    /stroke-dasharray="6 3".*law/s,
    /stroke-dasharray="0 4".*ideal/s,
    /<circle.*others/s,
    /<rect.*area/s,
  ];
  assert.equal(items.length, expected.length);
  for (const [k, pattern] of expected.entries()) assert.match(items[k] ?? '', pattern);
});

test('is nothing where there is nothing to tell apart', () => assert.equal(keyList([]), null));
