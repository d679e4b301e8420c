/** Numbers as people read them. */

/** `1,234,567` */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A number and its unit, each as it is written. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Of bytes, in steps of 1,000. */
export function size(value: number): Quantity {
  let unit = 0;
  let scaled = value;
  // What would be written as 1000 of a unit is 1.0 of the next.
  while (scaled >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return { value: unit === 0 ? count(scaled) : scaled.toFixed(scaled < 99.95 ? 1 : 0), unit: UNITS[unit] ?? '' };
}

/** `3.4 GB` */
export function bytes(value: number): string {
  const { value: digits, unit } = size(value);
  return `${digits} ${unit}`;
}

/** `45s`, `3m 20s`, `2h 05m`, `3d 04h` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${pad(whole % 60)}s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)}h ${pad(Math.floor((whole % 3600) / 60))}m`;
  return `${Math.floor(whole / 86_400)}d ${pad(Math.floor((whole % 86_400) / 3600))}h`;
}

/** `ok 1,200, gone 14`; what is zero is left out. */
export function counts(values: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value > 0)
    .map(([name, value]) => `${name} ${count(value ?? 0)}`)
    .join(', ');
}

/** `1 reject`, `2 rejects` */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `12,345`, `123`, `12.3`, `0.0123`: three digits that tell something, or all of a whole number. */
export function figures(value: number): string {
  if (Math.abs(value) >= 100 || value === 0) return count(value);
  return String(Number(value.toPrecision(3)));
}

/** `12.3%`, `0.4%`, `100%` */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(share < 0.1 ? 1 : 0))}%`;
}
