import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdownTable, significant, spreadText } from '../../bench/table.js';

const COLUMNS = [
  { title: 'what', align: 'left' },
  { title: 's', align: 'right' },
] as const;

describe('markdownTable', () => {
  it('pads every column to its widest cell', () => {
    const rows = [
      ['decode', '1,234.5'],
      ['read', '9'],
    ];
    assert.equal(
      markdownTable(COLUMNS, rows),
      ['| what   |       s |', '| ------ | ------: |', '| decode | 1,234.5 |', '| read   |       9 |'].join('\n'),
    );
  });

  it('leaves the cells empty that a row lacks', () => {
    assert.equal(markdownTable(COLUMNS, [['read']]), ['| what |   s |', '| ---- | --: |', '| read |     |'].join('\n'));
  });

  it('is a head without rows', () => {
    assert.equal(markdownTable(COLUMNS, []), ['| what |   s |', '| ---- | --: |'].join('\n'));
  });
});

describe('spreadText', () => {
  it('has the ends behind the median', () => {
    assert.equal(spreadText({ median: 2, least: 1.5, greatest: 4 }, String), '2 (1.5 to 4)');
  });
});

describe('significant', () => {
  const numbers: readonly (readonly [number, string])[] = [
    [0.1234, '0.123'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [123.4, '123'],
    [12_345.6, '12,346'],
  ];
  for (const [number, expected] of numbers) {
    it(`writes ${number} as ${expected}`, () => {
      assert.equal(significant(number), expected);
    });
  }
});
