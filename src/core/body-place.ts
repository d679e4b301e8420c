/** Where the bytes of one media file are on their way into a tar file. */

/** Within a journal or a tar file. */
export interface BodyPlace {
  /** Absolute. */
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Nowhere but in memory yet. */
export interface HeldBody {
  /** Good until `written` is called. */
  readonly memory: Uint8Array;
  /** Tells where they are now. Call it once. */
  written(place: BodyPlace): void;
}

/** The bytes of one media file. */
export interface Body {
  readonly bytes: number;
  /** Where they are now: what is held goes to a file when there is much of it. */
  where(): BodyPlace | HeldBody;
}

/** A media file on its way into a tar file. */
export interface MediaBody {
  /** `6985418911.jpg` */
  readonly name: string;
  readonly sha256: string;
  readonly body: Body;
}

/** Bytes that stay where they are. */
export function bodyAt(place: BodyPlace): Body {
  return { bytes: place.bytes, where: () => place };
}
