/** The one signature that every bzip2 decoder of the engine has. */

export interface DecompressOptions {
  /** Name of the file, for errors. */
  readonly file: string;
  /** Told of what is odd but not wrong, such as garbage behind the last stream. */
  readonly onWarning: (text: string) => void;
}

/**
 * Compressed bytes, cut anywhere, to decoded bytes, in order. Throws `bad-bz2` for what `bzip2 -dc` refuses. Pulling is
 * the backpressure.
 */
export type Decompress = (
  compressed: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
) => AsyncIterable<Uint8Array>;
