/** A file that threads read by themselves, so that its bytes never pass through the main thread. */

/** What threads need of a file that is open. */
export interface OpenFile {
  /** Good until the file is closed. */
  readonly fd: number;
  /** Of the whole file. */
  readonly bytes: number;
  /** Its first bytes. */
  readonly head: Uint8Array;
}

export interface ByteFile {
  /** Rejects with what `refuse` gives. */
  readonly openFile: () => Promise<OpenFile>;
  /** Told how far the file has been given out. */
  readonly pass: (byte: number) => void;
  /** The error to end with when a thread could not read behind byte `offset`. */
  readonly refuse: (offset: number, reason: string) => Error;
  readonly close: () => Promise<void>;
}
