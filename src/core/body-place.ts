/** Where the bytes of one media file lie: within a journal or a tar file. */
export interface BodyPlace {
  /** Absolute. */
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** A media file on its way into a tar file. */
export interface MediaBody {
  /** `6985418911.jpg` */
  readonly name: string;
  readonly sha256: string;
  readonly place: BodyPlace;
}
