/** Where media come from, as the options say: names of sources and URL templates, in the order in which they are asked. */
import { YfccError } from '../core/errors.js';
import { COLUMNS } from '../core/fields.js';
import { MEDIA_SOURCE_NAMES, type MediaSize } from '../core/media-source.js';
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
