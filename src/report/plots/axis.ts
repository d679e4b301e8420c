/** Numbers along an axis. */

const STEPS = [
  { from: 1e9, unit: 'G' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'k' },
] as const;

/** `0`, `0.5`, `250`, `1.5k`, `20M`: as short as it can be said. */
export function axisNumber(value: number): string {
  const step = STEPS.find(({ from }) => Math.abs(value) >= from);
  const scaled = step === undefined ? value : value / step.from;
  return `${Number(scaled.toPrecision(4))}${step?.unit ?? ''}`;
}
