/** The files that the page is made of, by their paths: a closed list, read when they are first asked for. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Of its bytes, in quotes, as the header has it. */
  readonly etag: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';

/** Modules of the page, each a file beside `main`. */
const MODULES = [
  'main',
  'charts',
  'connection',
  'controls',
  'counts',
  'dom',
  'event-parser',
  'head',
  'history',
  'hosts',
  'notes',
  'numbers',
  'outcomes',
  'pictures',
  'token',
  'work',
] as const;

/** Modules of `core` that those of the page ask for, at the same place beside them. */
const CORE = ['format', 'outcome'] as const;

const HERE = new URL('page/', import.meta.url);
const CORE_FOLDER = new URL('../core/', import.meta.url);

const FILES: ReadonlyMap<string, { readonly type: string; readonly url: () => URL }> = new Map([
  ['/', { type: 'text/html; charset=utf-8', url: () => new URL('index.html', HERE) }],
  ['/style.css', { type: 'text/css; charset=utf-8', url: () => new URL('style.css', HERE) }],
  ['/icon.svg', { type: 'image/svg+xml', url: () => new URL('icon.svg', HERE) }],
  ['/d3.js', { type: SCRIPT, url: () => new URL('d3.min.js', import.meta.resolve('d3')) }],
  [
    '/plot.js',
    { type: SCRIPT, url: () => new URL('../dist/plot.umd.min.js', import.meta.resolve('@observablehq/plot')) },
  ],
  ...MODULES.map((name) => [`/${name}.js`, { type: SCRIPT, url: () => new URL(`${name}.js`, HERE) }] as const),
  ...CORE.map((name) => [`/core/${name}.js`, { type: SCRIPT, url: () => new URL(`${name}.js`, CORE_FOLDER) }] as const),
]);

const read = new Map<string, Promise<PageFile>>();

/** Whether there is a file of that path. */
export function isPageFile(path: string): boolean {
  return FILES.has(path);
}

/** Null for a path that is none of the page's. */
export async function pageFile(path: string): Promise<PageFile | null> {
  const file = FILES.get(path);
  if (file === undefined) return null;
  let bytes = read.get(path);
  if (bytes === undefined) {
    bytes = readWhole(file.type, file.url());
    read.set(path, bytes);
    // Not for ever: it may be there, or a descriptor free to read it, the next time.
    bytes.catch(() => read.delete(path));
  }
  return bytes;
}

async function readWhole(type: string, url: URL): Promise<PageFile> {
  const bytes = await readFile(url);
  return { type, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
