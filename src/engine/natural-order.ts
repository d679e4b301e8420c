/** The order of numbered files: by the numbers in their names, so that part 2 comes before part 10. */
import { basename } from 'node:path';

const BY_NUMBERS = new Intl.Collator('en', { numeric: true });

/** Compares two paths by their last parts, then as a whole, then byte for byte: never 0 for two that differ. */
export function naturally(a: string, b: string): number {
  return BY_NUMBERS.compare(basename(a), basename(b)) || BY_NUMBERS.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
