/** The tables and views that a `sqlite` job writes; `docs/formats.md` says what is in them. */
import type { ImageFacts } from '../core/image.js';
import { OFFICIAL_COLUMNS, OFFICIAL_TABLE, type OfficialKind } from '../core/official-columns.js';
import type { RecordMedia } from '../core/record.js';

/** Of each record what the official table has no column for. Its rows stand in the official table's order: rowid for rowid. */
export const PARTS_TABLE = 'yfcc100m_parts';

/** The shards that are in the database. */
export const SHARDS_TABLE = 'yfcc100m_shards';

/** NUMERIC stores a number as a number, and whatever is none as it is. */
const TYPES: Readonly<Record<OfficialKind, string>> = { integer: 'INTEGER', number: 'NUMERIC', text: 'TEXT' };

/** In their order; those from `autotags` on are JSON. */
export const PARTS_COLUMNS = ['photoid', 'line', 'hash', 'autotags', 'places', 'exif', 'media', 'raw'] as const;

const officialColumns = Object.entries(OFFICIAL_COLUMNS).map(([name, kind]) => `${name} ${TYPES[kind]}`);

/**
 * Both tables with the records. They are made by these words alone: SQLite copies the rows of one table into another as
 * they are, without reading them, when the two are declared alike and have no index.
 */
export const RECORD_TABLES = `
  CREATE TABLE ${OFFICIAL_TABLE} (${officialColumns.join(', ')});
  CREATE TABLE ${PARTS_TABLE} (photoid INTEGER, line INTEGER, hash TEXT, autotags TEXT, places TEXT, exif TEXT, media TEXT, raw TEXT);
`;

const MEDIA_FIELDS = ['path', 'bytes', 'sha256', 'type', 'outcome'] as const satisfies readonly (keyof RecordMedia)[];
const IMAGE_FIELDS = ['width', 'height', 'format', 'phash'] as const satisfies readonly (keyof ImageFacts)[];

/** An item of a JSON list, or a field of a JSON object, a column. */
const fields = (value: string, names: readonly string[]): string =>
  names.map((name) => `json_extract(${value}, '$.${name}') AS ${name}`).join(', ');

const itemView = (part: string, names: readonly string[]): string =>
  `CREATE VIEW yfcc100m_${part} AS SELECT p.photoid, ${fields('i.value', names)} FROM ${PARTS_TABLE} p, json_each(p.${part}) i;`;

/** What the whole database has beside them; `hasImages` in jobs whose records say of pictures what is known. */
export const otherTables = (hasImages: boolean): string => `
  CREATE TABLE ${SHARDS_TABLE} (shard INTEGER PRIMARY KEY, records INTEGER NOT NULL, last_rowid INTEGER NOT NULL);
  ${itemView('autotags', ['concept', 'score'])}
  ${itemView('places', ['woeid', 'name', 'type'])}
  ${itemView('exif', ['category', 'tag', 'value'])}
  CREATE VIEW yfcc100m_media AS SELECT photoid, ${fields('media', [...MEDIA_FIELDS, ...(hasImages ? IMAGE_FIELDS : [])])}
    FROM ${PARTS_TABLE} WHERE media IS NOT NULL;
`;
