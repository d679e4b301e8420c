/** Numbers in as few letters as an axis has room for. */

const STEPS = [
  { from: 1e9, unit: 'G' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'k' },
] as const;

/** `0`, `0.5`, `250`, `1.5k`, `20M`: as short as it can be said. */
export function axisNumber(value: number): string {
  return shortNumber(value, 4);
}

/** The same of a number with more digits than are to be told. */
export function shortNumber(value: number, digits: number): string {
  const step = STEPS.find(({ from }) => Math.abs(value) >= from);
  const scaled = step === undefined ? value : value / step.from;
  return `${Number(scaled.toPrecision(digits))}${step?.unit ?? ''}`;
}
