/** Where a record's files stand below the output folder: the article's two-level trees. */

/** Ids are decimal digits only, at most 20 (64 bits): so an id can never climb out of the output folder. */
const PHOTO_ID = /^[0-9]{1,20}$/;

export function isPhotoId(text: string): boolean {
  return PHOTO_ID.test(text);
}

/** The article's folder levels are `id[0:3]` and `id[3:6]`: an id this short has none of the second. */
const SHORT_ID_DIGITS = 3;

export function isShortId(photoId: string): boolean {
  return photoId.length <= SHORT_ID_DIGITS;
}

/** `id[0:3]/id[3:6]`; an id of three digits or fewer has no second level of its own and goes into `id/_`. */
export function fanOut(photoId: string): string {
  return `${photoId.slice(0, 3)}/${photoId.slice(3, 6) || '_'}`;
}

/** `meta/698/541/6985418911_meta.json` */
export function metaPath(photoId: string): string {
  return `meta/${fanOut(photoId)}/${photoId}_meta.json`;
}

/** `img/698/541` */
export function mediaFolder(photoId: string): string {
  return `img/${fanOut(photoId)}`;
}

/** `img/698/541/6985418911.jpg` */
export function mediaPath(photoId: string, extension: string): string {
  return `${mediaFolder(photoId)}/${photoId}.${extension}`;
}

/** Folder of the journals of shards under way, which a kill leaves and the next run goes on with. */
export const JOURNALS_NAME = '.yfcc.part';

/** `.yfcc.part/00042` */
export function journalName(shard: number): string {
  return `${JOURNALS_NAME}/${shardName(shard)}`;
}

/** `00042`: shards are numbered so that names sort as numbers do, up to 99,999 and, longer, beyond. */
export function shardName(shard: number): string {
  return String(shard).padStart(5, '0');
}

/** `.yfcc.part/00042.1f2e3d4c.tar`, where `00042.tar` is written that gets media; `token` is of 8 hex digits, another one each time. */
export function partTarName(tarName: string, token: string): string {
  return `${JOURNALS_NAME}/${tarName.replace(/\.tar$/, `.${token}.tar`)}`;
}

/** `00042.1f2e3d4c.tar` to `00042.tar` */
export function finalTarName(partName: string): string {
  return partName.replace(/\.[0-9a-f]{8}\.tar$/, '.tar');
}

/** The page that a run leaves in the output folder: of the run, not of the job's output. */
export const REPORT_NAME = 'report.html';
