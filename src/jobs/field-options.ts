/** `--fields`: which fields of the `full` schema a job writes. */
import { YfccError } from '../core/errors.js';
import { FULL_FIELDS, type FieldName } from '../core/full-fields.js';
import type { MediaKinds, Schema } from '../core/protocol.js';

/**
 * The fields named in lists with commas between, in the schema's order, each once; null, which is all of them, where none
 * is. Throws `usage` for a name that is none, and for fields that the job's records can't have.
 */
export function parseFields(
  lists: readonly string[],
  { schema, media }: { readonly schema: Schema; readonly media: MediaKinds },
): readonly FieldName[] | null {
  if (lists.length === 0) return null;
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  for (const name of names) {
    if (FULL_FIELDS.some((field) => field === name)) continue;
    const came = name === '' ? 'nothing' : name;
    throw new YfccError('usage', `Expected --fields to be some of ${FULL_FIELDS.join(', ')}; got ${came}.`);
  }
  if (schema !== 'full') throw new YfccError('usage', `Expected --schema full with --fields, got ${schema}.`);
  if (names.includes('media') && media === 'none')
    throw new YfccError('usage', 'Expected --media with the field media of --fields, got none.');
  return FULL_FIELDS.filter((field) => names.includes(field));
}
