/** Numbers as people read them. */

export { bytes as sizeText, count, duration, size, type Quantity } from '../../core/format.js';

/** `12,345`, `9.5`, `0.25`: fewer digits behind the point the greater it is. */
export function figure(value: number): string {
  if (value === 0) return '0';
  return value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });
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
