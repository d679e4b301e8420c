/** Looks at a metadata file, and reads its bytes. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ByteFile, OpenFile } from '../bz2/byte-file.js';
import type { Compressed } from '../bz2/stretches.js';
import { messageOf, YfccError } from '../core/errors.js';
import type { Source } from '../core/fields.js';
import { formOf, type SourceForm } from './source-form.js';

/** Bytes read at a time. */
const READ_BYTES = 1 << 20;

/** First bytes that tell what a bz2 file is. */
const HEAD_BYTES = 4;

/** Bytes at each end of a file that its fingerprint covers. */
const FINGERPRINT_BYTES = 1 << 16;

/** What a file is read as: one of the metadata files, or a list of photos. */
export type InputName = Source | 'ids' | 'hashes';

export interface SourceFile {
  readonly source: InputName;
  /** Absolute; what is no file has a name for people. */
  readonly path: string;
  /** Null where they are not known beforehand. */
  readonly bytes: number | null;
  /**
   * Of a file the SHA-256 of size, first and last 64 KiB: tells one from another, not every change from none. Null for
   * what can't be read again.
   */
  readonly fingerprint: string | null;
  readonly form: SourceForm;
  /** Whether it is a file, with room for its index beside it. */
  readonly isLocal: boolean;
  /** Its bytes from byte `from` on, which is 0 for what is no file. */
  readonly open: (from: number) => SourceBytes;
}

/** The bytes of a source; they are read once, in one of two ways. */
export interface SourceBytes {
  readonly compressed: Compressed;
  /** One holds good until the next one is asked for. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  readonly bytesRead: () => number;
}

/** Looks at a file without reading it whole; throws `bad-input` for what cannot be a source. */
export async function openSource(source: InputName, file: string): Promise<SourceFile> {
  const path = resolve(file);
  const stats = await stat(path).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected ${source} to be a file, got ${path}: ${messageOf(cause)}.`, {
      file: path,
      source,
      cause,
    });
  });
  if (!stats.isFile()) {
    const kind = stats.isDirectory() ? 'a folder' : 'not a regular file';
    throw new YfccError('bad-input', `Expected ${source} to be a file, got ${kind}: ${path}.`, { file: path, source });
  }
  const handle = await open(path).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Could not open ${source}, ${path}: ${messageOf(cause)}.`, {
      file: path,
      source,
      cause,
    });
  });
  try {
    const ends = Buffer.alloc(2 * FINGERPRINT_BYTES);
    const first = await handle.read(ends, 0, FINGERPRINT_BYTES, 0);
    const last = await handle.read(
      ends,
      first.bytesRead,
      FINGERPRINT_BYTES,
      Math.max(0, stats.size - FINGERPRINT_BYTES),
    );
    const form = formOf(ends.subarray(0, first.bytesRead), source, path);
    // Loaded here alone: `yfcc cat`, too, reads files through this one, and has no use for what takes 5 ms to load.
    const { createHash } = await import('node:crypto');
    const fingerprint = createHash('sha256')
      .update(`${stats.size}\n`)
      .update(ends.subarray(0, first.bytesRead + last.bytesRead))
      .digest('hex');
    const openBytes = (from: number): SourceBytes => {
      const reader = readBytes({ path, source }, from);
      return { compressed: reader, chunks: reader.chunks, bytesRead: reader.bytesRead };
    };
    return { source, path, bytes: stats.size, fingerprint, form, isLocal: true, open: openBytes };
  } finally {
    await handle.close();
  }
}

/** Bytes of a file that is to be read; throws `bad-input` for what is none. */
export async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected a file, got ${path}: ${messageOf(cause)}.`, { file: path, cause });
  });
  if (!stats.isFile())
    throw new YfccError('bad-input', `Expected a file, got something else: ${path}.`, { file: path });
  return stats.size;
}

/** A file to be read from some byte on, by threads or as chunks, with a count of the bytes read so far. */
export interface OpenedBytes extends ByteFile {
  /** One holds good until the next one is asked for. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  readonly bytesRead: () => number;
}

/** Reads a file from byte `from` on; opens it when it is first read. Reading rejects with `bad-input`. */
export function readBytes(
  { path, source }: Pick<SourceFile, 'path'> & { readonly source?: InputName },
  from = 0,
): OpenedBytes {
  let at = from;
  let handle: FileHandle | null = null;
  const refuse = (offset: number, reason: string, cause?: unknown): YfccError =>
    new YfccError('bad-input', `Could not read ${path} behind byte ${offset}: ${reason}.`, {
      file: path,
      offset,
      ...(cause === undefined ? {} : { cause }),
      ...(source === undefined ? {} : { source }),
    });
  const orRefuse = async <T>(reading: () => Promise<T>): Promise<T> => {
    try {
      return await reading();
    } catch (cause) {
      throw refuse(at, messageOf(cause), cause);
    }
  };
  async function openFile(): Promise<OpenFile> {
    return orRefuse(async () => {
      handle = await open(path);
      const head = Buffer.alloc(HEAD_BYTES);
      const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
      const { size } = await handle.stat();
      return { fd: handle.fd, bytes: size, head: head.subarray(0, bytesRead) };
    });
  }
  async function close(): Promise<void> {
    await handle?.close();
    handle = null;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const read = async (): Promise<number> => {
      handle ??= await open(path);
      return (await handle.read(buffer, 0, READ_BYTES, at)).bytesRead;
    };
    try {
      for (let bytes = await orRefuse(read); bytes > 0; bytes = await orRefuse(read)) {
        at += bytes;
        yield buffer.subarray(0, bytes);
      }
    } finally {
      await close();
    }
  }
  const pass = (byte: number): void => {
    at = byte;
  };
  return { openFile, pass, refuse, close, chunks, bytesRead: () => at };
}
