/** `--media-url-template`: its form is checked in `core/media-url.ts`, its names here. */
import { YfccError } from '../core/errors.js';
import { COLUMNS } from '../core/fields.js';
import { parseUrlTemplate, URL_PATH } from '../core/media-url.js';

/** Throws `usage` for a template with a name that is no field of a record. */
export function checkTemplate(template: string): void {
  const names = [...Object.keys(COLUMNS), 'kind', URL_PATH];
  for (const part of parseUrlTemplate(template)) {
    if (part.kind !== 'field' || names.includes(part.name)) continue;
    throw new YfccError(
      'usage',
      `Expected --media-url-template to name fields of a record (${names.join(', ')}), got {${part.name}}.`,
    );
  }
}
