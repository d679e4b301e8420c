/** The columns of the dataset as a SQLite database: names and order are those of the official one. */

/**
 * What a cell becomes. `integer`: a whole number, an id among them, that must come back digit for digit; `number`: what
 * is compared and added up; `text`: as it stands in the file.
 */
export type OfficialKind = 'integer' | 'number' | 'text';

/** By name, in their order, which is that of the 23-column form. */
export const OFFICIAL_COLUMNS = {
  photoid: 'integer',
  uid: 'text',
  unickname: 'text',
  datetaken: 'text',
  dateuploaded: 'number',
  capturedevice: 'text',
  title: 'text',
  description: 'text',
  usertags: 'text',
  machinetags: 'text',
  longitude: 'number',
  latitude: 'number',
  accuracy: 'number',
  pageurl: 'text',
  downloadurl: 'text',
  licensename: 'text',
  licenseurl: 'text',
  serverid: 'integer',
  farmid: 'integer',
  secret: 'text',
  secretoriginal: 'text',
  ext: 'text',
  marker: 'integer',
} as const satisfies Readonly<Record<string, OfficialKind>>;

/** The table that has them. */
export const OFFICIAL_TABLE = 'yfcc100m_dataset';
