/** The version of the package, as its package.json says. */
import { createRequire } from 'node:module';

// A parse border: our own package.json, which npm requires to have a version.
const manifest = createRequire(import.meta.url)('yfcc-engine/package.json') as { readonly version: string };

export const VERSION = manifest.version;
