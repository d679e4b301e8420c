/** The options of `yfcc fetch`: what the caller may give, the defaults, the checks. */
import { basename, join, resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { MAIN_SOURCES } from '../core/fields.js';
import { isRemote } from '../engine/remote-name.js';
import type { S3Settings } from '../engine/s3-body.js';
import { checkKind, checkText, checkTexts, kebab } from './check-option.js';
import { checkS3, S3_DEFAULTS, s3Settings, type S3Options } from './s3-options.js';

export interface FetchOptions extends S3Options {
  /**
   * What to copy: `http://`, `https://` or `s3://`. Each becomes a file named like the last part of its path; one that
   * ends with a slash stands for the four official files behind it.
   */
  readonly urls: readonly string[];
  /** Folder to write into; made if it is not there. */
  readonly out: string;
  /** Replace files that are there with another size. @default false */
  readonly overwrite?: boolean;
}

export const FETCH_DEFAULTS = { ...S3_DEFAULTS, overwrite: false } as const satisfies Omit<
  Required<FetchOptions>,
  'urls' | 'out'
>;

/** One file to copy. */
export interface FetchTarget {
  readonly url: string;
  /** Absolute. */
  readonly path: string;
}

/** Nothing is optional any more. */
export interface ResolvedFetch {
  readonly targets: readonly FetchTarget[];
  /** Absolute. */
  readonly out: string;
  readonly overwrite: boolean;
  readonly s3: S3Settings;
}

/** Fills in the defaults and checks every value; throws `usage` with what was expected and what came. */
export function resolveFetchOptions(options: FetchOptions): ResolvedFetch {
  const all = { ...FETCH_DEFAULTS, ...options };
  for (const [name, value] of Object.entries(all)) {
    const fallback = Object.entries(FETCH_DEFAULTS).find(([known]) => known === name)?.[1];
    if (fallback !== undefined) checkKind(name, value, fallback);
    else if (name !== 'urls' && name !== 'out')
      throw new YfccError('usage', `Expected only known options, got --${kebab(name)}.`);
  }
  checkTexts('urls', 'file on a server', all.urls);
  checkText('out', 'folder', all.out);
  checkS3(all);
  const out = resolve(all.out);
  const targets = all.urls.flatMap(filesBehind).map((url) => ({ url, path: join(out, fileNameOf(url)) }));
  for (const [k, { url, path }] of targets.entries()) {
    const other = targets.slice(0, k).find((target) => target.path === path);
    if (other === undefined) continue;
    throw new YfccError(
      'usage',
      `Expected files with names of their own, got ${basename(path)} from ${other.url} and from ${url}. Give each an --out of its own.`,
    );
  }
  return { targets, out, overwrite: all.overwrite, s3: s3Settings(all) };
}

/** The official files' URLs where only what is in front of their names is given; else the URL itself. */
function filesBehind(url: string): readonly string[] {
  return /^\w+:\/\/[^/]+\/(?:.*\/)?$/s.test(url) ? MAIN_SOURCES.map((source) => `${url}yfcc100m_${source}.bz2`) : [url];
}

/** The last part of the path of a URL, as a file may be named; throws `usage` where there is none. */
export function fileNameOf(url: string): string {
  if (!isRemote(url) || (!/^s3:/i.test(url) && !URL.canParse(url)))
    throw new YfccError('usage', `Expected an http://, https:// or s3:// URL, got ${url}.`);
  const last = /^s3:/i.test(url) ? (url.split('/').slice(3).at(-1) ?? '') : lastOfPath(new URL(url));
  if (last === '' || last === '.' || last === '..' || /[/\0]/.test(last))
    throw new YfccError('usage', `Expected a URL that ends with the name of a file, got ${url}.`);
  return last;
}

function lastOfPath({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    // No encoding of anything: the name as it stands.
    return last;
  }
}
