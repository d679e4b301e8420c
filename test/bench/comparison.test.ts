import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, type Verdict } from '../../bench/comparison.js';
import { BZ2, machineOf, MICRO, pairOf } from './compared-results.js';

/** The machine gets slower from round to round, by far more than the builds differ. */
const ROUNDS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const times = (factor: number): readonly number[] => ROUNDS.map((each) => each * factor);

const VERDICTS: readonly { readonly name: string; readonly factor: number; readonly verdict: Verdict }[] = [
  { name: 'a tenth more', factor: 1.1, verdict: 'slower' },
  { name: 'a tenth less', factor: 0.9, verdict: 'faster' },
  { name: 'less than the threshold', factor: 1.04, verdict: 'same' },
  { name: 'nothing', factor: 1, verdict: 'same' },
];
for (const { name, factor, verdict } of VERDICTS) {
  test(`finds ${name} in rounds that were run in turns`, () => {
    const { isPaired, lines } = compare(pairOf('x', times(1)), pairOf('x', times(factor)), 0.05);
    assert.equal(isPaired, true);
    assert.deepEqual([lines.length, lines[0]?.ratio.toFixed(6), lines[0]?.verdict], [1, factor.toFixed(6), verdict]);
  });
}

test('takes rounds of different runs for no pairs', () => {
  const { isPaired, lines } = compare(pairOf('x', times(1)), pairOf('y', times(1.1)), 0.05);
  assert.deepEqual([isPaired, lines[0]?.verdict], [false, 'same']);
  const apart = compare(pairOf('x', [1, 1.1, 1.2]), pairOf('y', [2, 2.1, 2.2]), 0.05);
  assert.equal(apart.lines[0]?.verdict, 'slower');
});

test('is not sure after few rounds, however far they lie apart', () => {
  for (const b of [pairOf('x', [9, 9, 9, 9]), pairOf('y', [9, 9])])
    assert.equal(compare(pairOf('x', [1, 1, 1, 1].slice(0, b.runs)), b, 0.05).lines[0]?.verdict, 'unsure');
});

test('says what only one of them has, and what else differs', () => {
  const { lines, onlyA, onlyB, differences } = compare(MICRO, { ...BZ2, machine: machineOf('fff0000') }, 0.05);
  assert.deepEqual(lines, []);
  assert.deepEqual(onlyA, ['join (µs/row)']);
  assert.equal(onlyB.length, 4);
  assert.deepEqual(differences, ['Another command: `npm run bench:micro` in A, `npm run bench:bz2` in B.']);
  const elsewhere = { ...MICRO, machine: { ...MICRO.machine, cores: 64, node: 'v24.0.0' } };
  assert.deepEqual(compare(MICRO, elsewhere, 0.05).differences, [
    'Another number of cores: `2` in A, `64` in B.',
    'Another version of Node: `v20.20.0` in A, `v24.0.0` in B.',
  ]);
});
