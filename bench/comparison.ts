/** Two results of a suite, line by line: how many times as much the second costs, and whether that is more than chance. */
import { linesOf, type ComparedResult, type Line } from './compare-lines.js';
import { pairedRatio, ratioOfMedians, type RatioInterval } from './ratio-interval.js';
import { median } from './statistics.js';

/** `unsure`: too few rounds to say. */
export type Verdict = 'slower' | 'faster' | 'same' | 'unsure';

export interface ComparedLine extends RatioInterval {
  readonly name: string;
  readonly unit: string;
  /** Medians. */
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
}

export interface Comparison {
  /** Whether the two were run in turns, so that their rounds are pairs. */
  readonly isPaired: boolean;
  readonly lines: readonly ComparedLine[];
  /** Lines that only one of them has. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** What differs beside what was to be compared; a sentence each. */
  readonly differences: readonly string[];
}

/** Less sure than this is no verdict. */
const LEAST_CONFIDENCE = 0.9;

/** `threshold` is a share: 0.05 for one twentieth more. Less than that is the same, however sure. */
export function compare(a: ComparedResult, b: ComparedResult, threshold: number): Comparison {
  const isPaired = 'pair' in a && 'pair' in b && a.pair === b.pair;
  const [linesA, linesB] = [byName(linesOf(a)), byName(linesOf(b))];
  const lines = [...linesA].flatMap(([key, line]) => {
    const other = linesB.get(key);
    if (other === undefined || line.values.length === 0 || other.values.length === 0) return [];
    const interval = (isPaired ? pairedRatio : ratioOfMedians)(line.values, other.values);
    return [
      {
        name: line.name,
        unit: line.unit,
        a: median(line.values),
        b: median(other.values),
        ...interval,
        verdict: verdictOf(interval, threshold),
      },
    ];
  });
  const without = (own: ReadonlyMap<string, Line>, other: ReadonlyMap<string, Line>): readonly string[] =>
    [...own.keys()].filter((key) => !other.has(key));
  return {
    isPaired,
    lines,
    onlyA: without(linesA, linesB),
    onlyB: without(linesB, linesA),
    differences: differencesOf(a, b),
  };
}

function byName(lines: readonly Line[]): ReadonlyMap<string, Line> {
  return new Map(lines.map((line) => [`${line.name} (${line.unit})`, line]));
}

function verdictOf({ ratio, low, high, confidence }: RatioInterval, threshold: number): Verdict {
  if (confidence < LEAST_CONFIDENCE) return 'unsure';
  if (low > 1 && ratio >= 1 + threshold) return 'slower';
  if (high < 1 && ratio <= 1 / (1 + threshold)) return 'faster';
  return 'same';
}

function differencesOf(a: ComparedResult, b: ComparedResult): readonly string[] {
  const facts: readonly (readonly [string, (result: ComparedResult) => string])[] = [
    ['processor', ({ machine }) => machine.cpu],
    ['number of cores', ({ machine }) => String(machine.cores)],
    ['version of Node', ({ machine }) => machine.node],
    ['command', ({ command }) => command],
    ['generator of the input', (result) => ('cases' in result ? result.input.fingerprint : '')],
  ];
  return facts
    .map(([name, factOf]) => ({ name, inA: factOf(a), inB: factOf(b) }))
    .filter(({ inA, inB }) => inA !== inB)
    .map(({ name, inA, inB }) => `Another ${name}: \`${inA}\` in A, \`${inB}\` in B.`);
}
