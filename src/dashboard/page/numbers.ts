/** Numbers as people read them. */

/** `1,234,567` */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `12,345`, `9.5`, `0.25`: fewer digits behind the point the greater it is. */
export function figure(value: number): string {
  if (value === 0) return '0';
  return value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });
}

export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** In steps of 1,000. */
export function size(bytes: number): Quantity {
  let unit = 0;
  let scaled = bytes;
  while (scaled >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return { value: unit === 0 ? count(scaled) : scaled.toFixed(scaled < 99.95 ? 1 : 0), unit: UNITS[unit] ?? '' };
}

/** `3.4 GB` */
export function sizeText(bytes: number): string {
  const { value, unit } = size(bytes);
  return `${value} ${unit}`;
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

/** `0`, `30s`, `5m`, `1h30m`: marks on an axis. */
export function mark(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole === 0) return '0';
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}${rest > 0 ? `${rest}s` : ''}`;
}

/** `12k`, `3.5M`: marks on an axis. */
export function short(value: number): string {
  return value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });
}

/** `14:03:20`, of this machine's clock. */
export function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB');
}
