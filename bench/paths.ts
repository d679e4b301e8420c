/** Where things are: the package, its command, and the folders that the benchmarks write into. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The script of `yfcc`, as it is built. */
export const BIN = fileURLToPath(new URL('../src/bin.js', import.meta.url));

/** Where output goes unless it is told otherwise. */
export const OUT_DEFAULT = join(ROOT, 'out');

/** Input that is made once and kept for the next time; see `data.ts`. */
export const DATA_DIR = join(OUT_DEFAULT, 'bench-data');
