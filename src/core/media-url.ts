/** What a media URL says: the user's template filled for one record, Flickr's own hosts, and its placeholder picture. */
import { YfccError } from './errors.js';

/** A template cut at its braces. */
export type UrlTemplate = readonly UrlTemplatePart[];

/** Fixed text, a field of the full schema, or the hash's characters `from` (included) to `to` (not included). */
export type UrlTemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'hash'; readonly from: number; readonly to: number };

/** Path and query of the URL in the file, with its leading slash: `http://mirror{url_path}`. */
export const URL_PATH = 'url_path';

const FIELD_NAME = /^[a-z][a-z_]*$/;
const HASH_SLICE = /^h([0-9]{1,2})-([0-9]{1,2})$/;

/**
 * Reads a template such as `http://mirror/{h0-3}/{photo_id}.jpg`.
 * The names are not compared with the schema here: see the parts of kind `field`.
 * @throws YfccError `usage` when it is not http(s), or when a brace or what stands in one cannot be read
 */
export function parseUrlTemplate(template: string): UrlTemplate {
  if (!/^https?:\/\//i.test(template)) {
    throw new YfccError('usage', `Expected a URL template that begins with http:// or https://, got \`${template}\`.`);
  }
  // Odd pieces are what stood between `{` and `}`; nothing else may hold a brace.
  return template.split(/\{([^{}]*)\}/).map((piece, at) => {
    if (at % 2 === 1) return readHole(piece, template);
    if (/[{}]/.test(piece)) {
      throw new YfccError('usage', `Expected every \`{\` to have its \`}\` in the URL template, got \`${template}\`.`);
    }
    return { kind: 'text', text: piece };
  });
}

function readHole(hole: string, template: string): UrlTemplatePart {
  const [, fromText, toText] = HASH_SLICE.exec(hole) ?? [];
  const [from, to] = [Number(fromText), Number(toText)];
  if (from < to) return { kind: 'hash', from, to };
  if (FIELD_NAME.test(hole)) return { kind: 'field', name: hole };
  throw new YfccError('usage', `Expected {field} or {h0-3} in the URL template, got \`{${hole}}\` in \`${template}\`.`);
}

/** What a template takes from a record. */
export interface UrlSource {
  readonly hash: string;
  /** A field of the full schema as text; null where the record has none. */
  readonly field: (name: string) => string | null;
}

/** The URL for one record, each value percent-encoded; or the name of the field that it wants and the record lacks. */
export function fillUrlTemplate(
  template: UrlTemplate,
  source: UrlSource,
): { readonly url: string } | { readonly missing: string } {
  let url = '';
  for (const part of template) {
    if (part.kind === 'text') url += part.text;
    else if (part.kind === 'hash') url += encodeURIComponent(source.hash.slice(part.from, part.to));
    else {
      const value = source.field(part.name);
      if (value === null) return { missing: part.name };
      // A path is given as it stands in the file: its slashes are what a mirror keeps.
      url += part.name === URL_PATH ? value : encodeURIComponent(value);
    }
  }
  return { url };
}

/** Whether a URL names the picture that Flickr shows instead of a removed photo: `/pw/images/en-us/photo_unavailable_l.png`. */
export function isPlaceholder(url: URL): boolean {
  return /\/photo_unavailable[^/]*$/i.test(url.pathname);
}

/** Whether a host (with or without `:port`) is one of those that Flickr serves photos and videos from. */
export function isFlickrHost(host: string): boolean {
  return /(?:^|\.)(?:staticflickr|flickr|yimg)\.com(?::[0-9]+)?$/i.test(host);
}
