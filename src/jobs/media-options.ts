/** Where media come from, as the options say: names of sources and URL templates, in the order in which they are asked. */
import { YfccError } from '../core/errors.js';
import { COLUMNS } from '../core/fields.js';
import { MEDIA_SOURCE_NAMES, type MediaSize } from '../core/media-source.js';
import { FAILED_OUTCOMES, OUTCOMES, type Outcome } from '../core/outcome.js';
import type { MediaKinds } from '../core/protocol.js';
import { parseUrlTemplate, URL_PATH } from '../core/media-url.js';

export interface MediaFrom {
  /** Names with commas, and templates, each text of its own. */
  readonly mediaFrom: readonly string[];
  /** The same as a template alone in `mediaFrom`; '' for none. */
  readonly mediaUrlTemplate: string;
  readonly size: MediaSize;
}

/** The sources in order; without any given, the URL in the file. Throws `usage` for what is none, or can't be had in that size. */
export function mediaSources({ mediaFrom, mediaUrlTemplate, size }: MediaFrom): readonly string[] {
  if (mediaUrlTemplate !== '' && mediaFrom.length > 0)
    throw new YfccError('usage', 'Expected one of --media-from and --media-url-template, got both.');
  if (mediaUrlTemplate !== '') {
    checkTemplate('media-url-template', mediaUrlTemplate);
    return [mediaUrlTemplate];
  }
  const sources = mediaFrom.flatMap((text) => (text.includes('://') ? [text] : text.split(',')));
  const names: readonly string[] = MEDIA_SOURCE_NAMES;
  for (const source of sources) {
    if (source.includes('://')) checkTemplate('media-from', source);
    else if (!names.includes(source))
      throw new YfccError(
        'usage',
        `Expected --media-from to list ${names.join(', ')} or URL templates, got \`${source}\`.`,
      );
  }
  if (size !== '500' && sources.includes('s3'))
    throw new YfccError(
      'usage',
      `Expected --media-from without s3, which has the size 500 alone, with --size ${size}.`,
    );
  return sources.length === 0 ? ['farm'] : sources;
}

/** The outcomes that a finished job is gone over for; null when it is not asked to be. Throws `usage`. */
export function outcomesAgain({
  retry,
  recheck,
  media,
  overwrite,
}: {
  readonly retry: readonly string[];
  readonly recheck: boolean;
  readonly media: MediaKinds;
  readonly overwrite: boolean;
}): readonly Outcome[] | null {
  if (retry.length === 0 && !recheck) return null;
  if (media === 'none' || overwrite)
    throw new YfccError(
      'usage',
      `Expected --retry and --recheck with a finished job's own --media and without --overwrite, got ${media === 'none' ? '--media none' : '--overwrite'}.`,
    );
  return retry
    .flatMap((text) => text.split(','))
    .flatMap((name) => {
      if (name === 'failed') return FAILED_OUTCOMES;
      const outcome = OUTCOMES.find((known) => known === name && known !== 'ok' && known !== 'skipped');
      if (outcome !== undefined) return outcome;
      const names = [...FAILED_OUTCOMES, 'gone', 'unfit', 'failed'].join(', ');
      throw new YfccError('usage', `Expected --retry to list outcomes (${names}), got \`${name}\`.`);
    });
}

/** In lower case. Throws `usage` for what is no SHA-256. */
export function placeholderHashes(hashes: readonly string[]): readonly string[] {
  for (const hash of hashes) {
    if (!/^[0-9a-f]{64}$/i.test(hash))
      throw new YfccError('usage', `Expected --placeholder to be a SHA-256 of 64 hex digits, got \`${hash}\`.`);
  }
  return hashes.map((hash) => hash.toLowerCase());
}

/** With the contact inside its last brackets, where people who look at their server's log expect it. */
export function userAgentWith(contact: string, userAgent: string): string {
  if (contact === '') return userAgent;
  return userAgent.endsWith(')') ? `${userAgent.slice(0, -1)}; ${contact})` : `${userAgent} (${contact})`;
}

/** Throws `usage` for a template with a name that is no field of a record. */
function checkTemplate(option: string, template: string): void {
  const names = [...Object.keys(COLUMNS), 'kind', URL_PATH];
  for (const part of parseUrlTemplate(template)) {
    if (part.kind !== 'field' || names.includes(part.name)) continue;
    throw new YfccError(
      'usage',
      `Expected --${option} to name fields of a record (${names.join(', ')}), got {${part.name}}.`,
    );
  }
}
