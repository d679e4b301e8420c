/**
 * A file on its way from a server. Its bytes are under `NAME.part` until it is whole; of what file they are is in
 * `NAME.part-state`. The state is written before the first byte and gone after the last one, so that bytes of one file
 * never stand beside the state of another, wherever a run is killed.
 */
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { codeOf } from '../core/errors.js';
import { isSame, type RemoteState } from './remote-body.js';
import { asWriteError } from './write-error.js';

/** Ends of names that are no sources, although they begin like one. */
export const PART_EXTENSION = '.part';
export const PART_STATE_EXTENSION = '.part-state';

type PartState = Pick<RemoteState, 'bytes' | 'validator'>;

/** Bytes of `path` that an earlier run has brought, and that are of the file the server has now. */
export async function bytesToKeep(path: string, state: RemoteState): Promise<number> {
  // Without a validator nothing says that it is the same file.
  if (!state.hasRanges || state.validator === null) return 0;
  const known = await readState(`${path}${PART_STATE_EXTENSION}`);
  if (known === null || !isSame({ ...known, hasRanges: true }, state)) return 0;
  const bytes = await sizeOrNull(`${path}${PART_EXTENSION}`);
  return bytes === null || (state.bytes !== null && bytes > state.bytes) ? 0 : bytes;
}

/** Bytes of a file; null where there is none. */
export async function sizeOrNull(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw asWriteError(error, path);
  }
}

/** Removes what an earlier run left beside a file that is whole. */
export async function removeParts(path: string): Promise<void> {
  for (const extension of [PART_EXTENSION, PART_STATE_EXTENSION]) await rm(`${path}${extension}`, { force: true });
}

export class PartialFile {
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** Opens it to be gone on with behind byte `keep`, or begun anew. Rejects with `disk-full` or `write-failed`. */
  static async open(path: string, state: RemoteState, keep: number): Promise<PartialFile> {
    const part = `${path}${PART_EXTENSION}`;
    try {
      if (keep === 0) {
        await removeParts(path);
        await writeState(`${path}${PART_STATE_EXTENSION}`, state);
      }
      return new PartialFile(path, await open(part, 'a'));
    } catch (error) {
      throw asWriteError(error, part);
    }
  }

  /** Adds all of `bytes` at its end. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.appendFile(bytes);
    } catch (error) {
      throw asWriteError(error, `${this.#path}${PART_EXTENSION}`);
    }
  }

  /** Gives it its name, once its bytes are on disk. */
  async finish(): Promise<void> {
    try {
      await this.#handle.datasync();
      await rename(`${this.#path}${PART_EXTENSION}`, this.#path);
      await rm(`${this.#path}${PART_STATE_EXTENSION}`, { force: true });
    } catch (error) {
      throw asWriteError(error, this.#path);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Whole at once, since half a state would be taken for none. */
async function writeState(file: string, { bytes, validator }: RemoteState): Promise<void> {
  await writeFile(`${file}.tmp`, `${JSON.stringify({ bytes, validator } satisfies PartState)}\n`);
  await rename(`${file}.tmp`, file);
}

/** What was written there; null for anything else. */
async function readState(file: string): Promise<PartState | null> {
  try {
    const state: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof state !== 'object' || state === null || !('bytes' in state) || !('validator' in state)) return null;
    const { bytes, validator } = state;
    if (bytes !== null && typeof bytes !== 'number') return null;
    return typeof validator === 'string' ? { bytes, validator } : null;
  } catch {
    // None there, or none of ours: what is beside it is fetched anew.
    return null;
  }
}
