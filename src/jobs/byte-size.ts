/** Numbers of bytes as people write them: `500M`, `10G`. */
import { YfccError } from '../core/errors.js';
import { kebab } from './check-option.js';

/** Steps of 1,024, as `dd`, `du` and `df` take them. */
const UNITS = ['', 'K', 'M', 'G', 'T'] as const;

/** The bytes that `text` says; throws `usage` for anything else than a number and one of these units. */
export function parseByteSize(name: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)([KMGT]?)$/i.exec(text) ?? [];
  const bytes = Math.round(Number(number) * 1024 ** UNITS.findIndex((one) => one === unit.toUpperCase()));
  if (number !== '' && Number.isSafeInteger(bytes)) return bytes;
  throw new YfccError(
    'usage',
    `Expected --${kebab(name)} to be a number of bytes such as 0, 500M or 1.5G, got ${text === '' ? 'nothing' : text}.`,
  );
}
