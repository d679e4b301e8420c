/** The counts of records as the WebAssembly encoder keeps them: see `wasm/record/counts.ts`. */
import { LICENSES } from '../core/license.js';
import type { RecordCounts } from '../core/record-counts.js';

/** Words: 2 kinds, 32 licences of which the last is none of the six, 10,000 years, and one more for no date. */
const LICENSE_WORDS = 2;
const NO_LICENSE = 31;
const YEAR_WORDS = LICENSE_WORDS + 32;
const NO_YEAR = 10_000;

/** Reads them at `address`. */
export function readCounts(memory: ArrayBuffer, address: number): RecordCounts {
  const words = new Uint32Array(memory, address, YEAR_WORDS + NO_YEAR + 1);
  const licenses = { by: 0, 'by-sa': 0, 'by-nd': 0, 'by-nc': 0, 'by-nc-sa': 0, 'by-nc-nd': 0, none: 0 };
  for (const [k, license] of LICENSES.entries()) licenses[license] = words[LICENSE_WORDS + k] ?? 0;
  licenses.none = words[LICENSE_WORDS + NO_LICENSE] ?? 0;
  const years: [string, number][] = [];
  for (const [year, count] of words.subarray(YEAR_WORDS).entries())
    if (count > 0) years.push([year === NO_YEAR ? 'none' : String(year).padStart(4, '0'), count]);
  return { kinds: { photo: words[0] ?? 0, video: words[1] ?? 0 }, licenses, years: Object.fromEntries(years) };
}
