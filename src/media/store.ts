/** Where the media of one shard go, and what is known of them from before; one contract for files and for tar files. */
import type { Body } from '../core/body-place.js';
import type { MediaResult, MediaType } from '../core/outcome.js';
import type { Existing } from './existing.js';
import type { MediaKind } from './media-type.js';

/** What became of a wanted file, and where its bytes are until the shard is written; null where the store has them under their final name. */
export interface SavedMedia {
  readonly result: MediaResult;
  /** The same as `outcomeLine` writes it. */
  readonly line: string;
  readonly body: Body | null;
}

/** Bytes to keep: in memory, or in a file that may be moved away. */
export interface KeptFile {
  readonly body: Uint8Array | null;
  readonly tempPath: string | null;
}

export interface MediaStore {
  /** What became of it in an earlier run, if that holds good; null when it is to be asked for. */
  known(photoId: string): SavedMedia | null;
  /** Looks for a whole file that is there without being known; a promise only where there is something to look at. */
  find(photoId: string, kind: MediaKind, signal: AbortSignal): Promise<Existing> | Existing;
  /** The file, absolute, of a path that `find` has given. */
  fileOf(path: string): string;
  /** The path that a file will have in the output. */
  pathOf(photoId: string, type: MediaType): string;
  /**
   * Keeps a result and its file so that a kill right after it loses neither, or soon after it where the file is held for a
   * moment; `damaged` are files that it replaces. Throws the system's error when that can't be written.
   */
  save(photoId: string, result: MediaResult, file: KeptFile | null, damaged: readonly string[]): SavedMedia;
  /** Closes it; what it has kept stays. */
  close(): void;
}
