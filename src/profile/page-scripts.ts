/** The scripts that the flame graph's page has in it: d3, d3-flame-graph, and its own. The only file that knows where they are. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageScript } from './flame-page.js';

const require = createRequire(import.meta.url);

/** In the order they need each other in, the libraries with their licences. */
export async function pageScripts(): Promise<readonly PageScript[]> {
  const d3 = dirname(require.resolve('d3'));
  const flameGraph = dirname(require.resolve('d3-flame-graph'));
  return [
    await library(join(d3, 'd3.min.js'), join(d3, '../LICENSE'), 'd3'),
    await library(join(flameGraph, 'd3-flamegraph.umd.min.js'), join(flameGraph, '../LICENSE'), 'd3-flame-graph'),
    { code: await readFile(new URL('browser/flame.js', import.meta.url), 'utf8'), isModule: true },
  ];
}

async function library(file: string, licenseFile: string, name: string): Promise<PageScript> {
  const [code, license] = await Promise.all([readFile(file, 'utf8'), readFile(licenseFile, 'utf8')]);
  // What would end the comment is in no licence that is known.
  return { code: `/*! ${name}\n\n${license.replaceAll('*/', '* /')}*/\n${code}`, isModule: false };
}
