/** Where the bytes of one media file are on their way into a tar file. */

/** Within a journal or a tar file. */
export interface BodyPlace {
  /** Absolute. */
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** The bytes of one media file. */
export interface Body {
  readonly bytes: number;
  /** Where they are now; in memory they are good until `written` is called. */
  where(): BodyPlace | Uint8Array;
  /** Tells that they stand in a tar file, and where. Call it once. */
  written(place: BodyPlace): void;
}

/** A media file on its way into a tar file. */
export interface MediaBody {
  /** `6985418911.jpg` */
  readonly name: string;
  readonly sha256: string;
  readonly body: Body;
}

/** Bytes in a file. @param written what there is to do when a tar file has them too */
export function bodyAt(place: BodyPlace, written: Body['written'] = () => {}): Body {
  return { bytes: place.bytes, where: () => place, written };
}
