import assert from 'node:assert/strict';
import test from 'node:test';
import { CODECS, type CellValues, type Codec } from '../../src/core/cell.js';
import type { CellKind } from '../../src/core/fields.js';

/** A cell, its value, and whether the value gives the cell back; if not, the cell must be kept in `raw`. */
type Case<Kind extends CellKind> = readonly [cell: string, value: CellValues[Kind], isCanonical: boolean];

function testKind<Kind extends CellKind>(kind: Kind, cases: readonly Case<Kind>[]): void {
  const codec: Codec<CellValues[Kind]> = CODECS[kind];
  for (const [cell, value, isCanonical] of cases) {
    test(`reads the ${kind} \`${cell}\` as ${JSON.stringify(value)}${isCanonical ? '' : ', not canonical'}`, () => {
      assert.deepEqual(codec.decode(cell), value);
      assert.equal(codec.encode(value) === cell, isCanonical);
    });
  }
}

testKind('id', [['6985418911', '6985418911', true]]);

testKind('integer', [
  ['0', 0, true],
  ['1331840483', 1331840483, true],
  ['-5', -5, true],
  ['', null, true],
  ['007', 7, false],
  ['1.0', 1, false],
  ['1.5', null, false],
  ['12345678901234567890', null, false],
  ['null', null, false],
]);

testKind('number', [
  ['-81.804885', -81.804885, true],
  ['12', 12, true],
  ['', null, true],
  ['5e-7', 5e-7, true],
  ['1e+21', 1e21, true],
  ['-1.0', -1, false],
  ['-1.2E-5', -1.2e-5, false],
  ['1e5', 100000, false],
  ['+1', 1, false],
  ['.5', 0.5, false],
  ['5.', 5, false],
  ['-0', 0, false],
  ['0.1000000000000000055', 0.1, false],
  ['1e999', null, false],
  ['0x10', null, false],
  ['Infinity', null, false],
  ['NaN', null, false],
  [' 1', null, false],
  ['1,5', null, false],
  ['null', null, false],
]);

testKind('text', [
  ['key+west+%C3%A9', 'key west é', true],
  ['', null, true],
  ['null', null, false],
  ['n%75ll', 'null', false],
  ['%c3%a9', 'é', false],
]);

testKind('verbatim', [
  ['39089491@N00', '39089491@N00', true],
  ['Attribution License', 'Attribution License', true],
  ['a+b%20c', 'a+b%20c', true],
  ['\xc3\xa9', 'é', true],
  ['', null, true],
  ['null', null, false],
  ['\xe9', '\ufffd', false],
]);

testKind('tags', [
  ['', [], true],
  ['b%26w,key+west+florida', ['b&w', 'key west florida'], true],
  ['a%2Cb', ['a,b'], true],
  ['a,,a,', ['a', '', 'a', ''], true],
  ['null', ['null'], true],
  ['geo:lat=1', ['geo:lat=1'], false],
]);

testKind('date', [
  ['2012-02-16 09:56:37.0', '2012-02-16T09:56:37', true],
  ['4501-01-01 00:00:00.0', '4501-01-01T00:00:00', true],
  ['0001-12-31 23:59:59.0', '0001-12-31T23:59:59', true],
  ['2000-02-29 00:00:00.0', '2000-02-29T00:00:00', true],
  ['null', null, true],
  ['', null, false],
  ['0000-01-01 00:00:00.0', null, false],
  ['1900-02-29 00:00:00.0', null, false],
  ['2011-04-31 00:00:00.0', null, false],
  ['2011-00-01 00:00:00.0', null, false],
  ['2011-13-01 00:00:00.0', null, false],
  ['2011-01-00 00:00:00.0', null, false],
  ['2011-01-01 24:00:00.0', null, false],
  ['2011-01-01 00:60:00.0', null, false],
  ['2011-01-01 00:00:60.0', null, false],
  ['2011-01-01 00:00:00.5', null, false],
  ['2011-01-01 00:00:00', null, false],
  ['2011-01-01T00:00:00.0', null, false],
]);

testKind('marker', [
  ['0', 'photo', true],
  ['1', 'video', true],
]);
