/** Finds, checks and opens the metadata files, and reads them as streams of decoded text. */
import { createHash } from 'node:crypto';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { INDEX_EXTENSION } from '../bz2/block-index.js';
import { hasBz2Magic } from '../bz2/magic.js';
import type { ByteReader } from '../bz2/stretches.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';

/** Bytes read at a time. */
const READ_BYTES = 1 << 20;

/** Bytes at each end of a file that its fingerprint covers. */
const FINGERPRINT_BYTES = 1 << 16;

export interface SourceFile {
  readonly source: Source;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of size, first and last 64 KiB: tells one file from another, not every change from none. */
  readonly fingerprint: string;
  readonly isBz2: boolean;
}

/** What may stand beside a source under its name. */
const NO_SOURCES: ReadonlySet<string> = new Set([INDEX_EXTENSION, '.tmp']);

type Paths = Readonly<Partial<Record<Source, string>>>;

/**
 * The sources of a folder by name: `yfcc100m_dataset*`, `_autotags*`, ...; what is `given` is not looked for. Throws
 * `bad-input` where a name is not unique, or there is no dataset file.
 */
export async function findSources(dir: string, given: Paths): Promise<Paths> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected --in to be a readable folder, got ${dir}: ${reasonOf(cause)}.`, {
      file: dir,
      cause,
    });
  });
  const found: Partial<Record<Source, string>> = { ...given };
  for (const source of SOURCES) {
    if (given[source] !== undefined) continue;
    const fits = names.filter((name) => name.startsWith(`yfcc100m_${source}`) && !NO_SOURCES.has(extname(name)));
    const [first, second] = fits.toSorted();
    if (second !== undefined) {
      throw new YfccError(
        'bad-input',
        `Expected one yfcc100m_${source}* file in ${dir}, got ${fits.length}: ${fits.join(', ')}. Name the one to read with --${source}.`,
        { file: dir, source },
      );
    }
    if (first !== undefined) found[source] = join(dir, first);
  }
  if (found.dataset === undefined) {
    throw new YfccError(
      'bad-input',
      `Expected a file named yfcc100m_dataset* in ${dir}, got ${names.length === 0 ? 'an empty folder' : `only ${names.slice(0, 5).join(', ')}`}. Name it with --dataset.`,
      { file: dir, source: 'dataset' },
    );
  }
  return found;
}

/** Looks at a file without reading it whole; throws `bad-input` for what cannot be a source. */
export async function openSource(source: Source, file: string): Promise<SourceFile> {
  const path = resolve(file);
  const stats = await stat(path).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected ${source} to be a file, got ${path}: ${reasonOf(cause)}.`, {
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
    throw new YfccError('bad-input', `Could not open ${source}, ${path}: ${reasonOf(cause)}.`, {
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
    const isBz2 = hasBz2Magic(ends.subarray(0, first.bytesRead));
    if (!isBz2 && path.endsWith('.bz2')) {
      const came =
        first.bytesRead === 0
          ? 'an empty file'
          : `the bytes ${ends.subarray(0, Math.min(4, first.bytesRead)).toString('hex')}`;
      throw new YfccError('bad-bz2', `Expected ${path} to begin with BZh and a digit, got ${came}.`, {
        file: path,
        source,
        offset: 0,
      });
    }
    const fingerprint = createHash('sha256')
      .update(`${stats.size}\n`)
      .update(ends.subarray(0, first.bytesRead + last.bytesRead))
      .digest('hex');
    return { source, path, bytes: stats.size, fingerprint, isBz2 };
  } finally {
    await handle.close();
  }
}

/** Bytes of a file that is to be read; throws `bad-input` for what is none. */
export async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new YfccError('bad-input', `Expected a file, got ${path}: ${reasonOf(cause)}.`, { file: path, cause });
  });
  if (!stats.isFile())
    throw new YfccError('bad-input', `Expected a file, got something else: ${path}.`, { file: path });
  return stats.size;
}

/** A file being read from some byte on, with a count of those read so far. */
export interface OpenedBytes extends ByteReader {
  /** The same as chunks; one holds good until the next one is asked for. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  readonly bytesRead: () => number;
}

/** Reads a file from byte `from` on; opens it when it is first read. Reading rejects with `bad-input`. */
export function readBytes(
  { path, source }: Pick<SourceFile, 'path'> & { readonly source?: Source },
  from = 0,
): OpenedBytes {
  let at = from;
  let handle: FileHandle | null = null;
  async function readInto(into: Uint8Array): Promise<number> {
    try {
      handle ??= await open(path);
      const { bytesRead } = await handle.read(into, 0, into.length, at);
      at += bytesRead;
      return bytesRead;
    } catch (cause) {
      throw new YfccError('bad-input', `Could not read ${path} behind byte ${at}: ${reasonOf(cause)}.`, {
        file: path,
        offset: at,
        cause,
        ...(source === undefined ? {} : { source }),
      });
    }
  }
  async function close(): Promise<void> {
    await handle?.close();
    handle = null;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    try {
      for (let bytes = await readInto(buffer); bytes > 0; bytes = await readInto(buffer))
        yield buffer.subarray(0, bytes);
    } finally {
      await close();
    }
  }
  return { readInto, close, chunks, bytesRead: () => at };
}

/** The system's word for a failure. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
