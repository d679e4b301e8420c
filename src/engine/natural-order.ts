/** The order of numbered files: by the numbers in their names, so that part 2 comes before part 10. */
import { basename } from 'node:path';

/** Made when there is something to compare: it takes 20 ms. */
let byNumbers: Intl.Collator | null = null;

/** Compares two paths by their last parts, then as a whole, then byte for byte: never 0 for two that differ. */
export function naturally(a: string, b: string): number {
  byNumbers ??= new Intl.Collator('en', { numeric: true });
  return byNumbers.compare(basename(a), basename(b)) || byNumbers.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
