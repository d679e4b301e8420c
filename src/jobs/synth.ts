/** Writes a made-up dataset: four files, whole or none, in flat memory however many rows. */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { YfccError } from '../core/errors.js';
import { MAIN_SOURCES, type MainSource } from '../core/fields.js';
import { asWriteError } from '../engine/write-error.js';
import { lineBreaker, type MaybeBroken } from '../synth/damage.js';
import { gapFinder } from '../synth/gaps.js';
import { synthRows } from '../synth/rows.js';
import { findCompressor } from './compressor.js';
import { SynthFile } from './synth-file.js';
import { resolveSynthOptions, type ResolvedSynth, type SynthOptions } from './synth-options.js';

export type { SynthOptions } from './synth-options.js';

export interface SynthResult {
  /** In the order dataset, autotags, exif, places; `rows` are the lines in the file, `bytes` its size on disk. */
  readonly files: readonly {
    readonly source: string;
    readonly path: string;
    readonly rows: number;
    readonly bytes: number;
  }[];
  /** Rows that each source lacks. */
  readonly gaps: Record<string, number>;
  /** Broken lines by `source verdict kind`, as in `dataset reject marker-7` or `exif odd empty-item`; see `synth/damage.ts`. */
  readonly bad: Record<string, number>;
  /** `lbzip2`, `bzip2`, `npm`, or `none`. */
  readonly compressor: string;
}

/** Lines are gathered in chunks of this size; smaller ones cost a system call more often. */
const CHUNK_BYTES = 256 * 1024;

/** One source on its way into its file. */
interface Writer {
  readonly source: MainSource;
  readonly file: SynthFile;
  readonly isLacking: () => boolean;
  readonly breakLine: (line: string, row: number) => MaybeBroken;
  /** Lines not yet written, up to `filled`; made anew after each write, since the stream may still hold the old one. */
  chunk: Buffer;
  filled: number;
  rows: number;
}

/**
 * Writes `yfcc100m_dataset`, `_autotags`, `_exif` and `_places` into `out`, with `.bz2` unless `compress` is `none`.
 *
 * Rejects with an YfccError: `usage`, `output-refused` when one of the files is already there, `disk-full`, `write-failed`,
 * or `interrupted` by `signal`. After any of them none of the four files is there.
 */
export async function synth(options: SynthOptions): Promise<SynthResult> {
  const settings = resolveSynthOptions(options);
  const compressor = await findCompressor(settings.compress);
  const extension = compressor === null ? '' : '.bz2';
  const paths = MAIN_SOURCES.map((source) => ({ source, path: join(settings.out, `yfcc100m_${source}${extension}`) }));
  await makeFolder(settings.out);
  for (const { path } of paths) await refuseExisting(path);

  const result: SynthResult = {
    files: [],
    gaps: Object.fromEntries(MAIN_SOURCES.map((source) => [source, 0])),
    bad: {},
    compressor: compressor?.name ?? 'none',
  };
  const writers: Writer[] = [];
  const stop = (): void => writers.forEach(({ file }) => file.stop());
  settings.signal.addEventListener('abort', stop);
  try {
    for (const { source, path } of paths) {
      writers.push(newWriter(source, await SynthFile.open(path, compressor), settings));
    }
    await writeRows(writers, settings, result);
    await Promise.all(writers.map(({ file }) => file.close()));
    settings.signal.throwIfAborted();
    return { ...result, files: await publishAll(writers) };
  } catch (error) {
    await Promise.all(writers.map(({ file }) => file.discard()));
    throw settings.signal.aborted ? interrupted(error) : error;
  } finally {
    settings.signal.removeEventListener('abort', stop);
  }
}

async function writeRows(
  writers: readonly Writer[],
  settings: ResolvedSynth,
  { gaps, bad }: SynthResult,
): Promise<void> {
  const { eol, signal, onProgress } = settings;
  let row = 0;
  for (const lines of synthRows(settings)) {
    for (const writer of writers) {
      const { source } = writer;
      if (writer.isLacking()) {
        gaps[source] = (gaps[source] ?? 0) + 1;
        continue;
      }
      const { line, damage } = writer.breakLine(lines[source], row);
      if (damage !== null) {
        const key = `${source} ${damage.verdict} ${damage.kind}`;
        bad[key] = (bad[key] ?? 0) + 1;
      }
      if (writer.filled + line.length + eol.length > writer.chunk.length) {
        signal.throwIfAborted();
        await flush(writer, line.length + eol.length);
        onProgress(row);
      }
      addLine(writer, line, eol);
    }
    row++;
  }
  for (const writer of writers) await flush(writer, 0);
  onProgress(row);
}

function newWriter(source: MainSource, file: SynthFile, { seed, gaps, bad }: ResolvedSynth): Writer {
  return {
    source,
    file,
    isLacking: gapFinder(seed, source, gaps),
    breakLine: lineBreaker(seed, source, bad),
    chunk: Buffer.allocUnsafeSlow(CHUNK_BYTES),
    filled: 0,
    rows: 0,
  };
}

/** Copied at once, line by line: a line is made of many small strings, and a long chain of those is slow to take apart. */
function addLine(writer: Writer, line: string, eol: string): void {
  writer.filled += writer.chunk.write(line, writer.filled, 'latin1');
  writer.filled += writer.chunk.write(eol, writer.filled, 'latin1');
  writer.rows++;
}

/** Writes what is gathered, and makes room for at least `nextBytes`. */
async function flush(writer: Writer, nextBytes: number): Promise<void> {
  const full = writer.chunk.subarray(0, writer.filled);
  writer.chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, nextBytes));
  writer.filled = 0;
  if (full.length > 0) await writer.file.write(full);
}

async function publishAll(writers: readonly Writer[]): Promise<SynthResult['files']> {
  const files = [];
  for (const { source, file, rows } of writers) {
    files.push({ source, path: file.path, rows, bytes: await file.publish() });
  }
  return files;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw asWriteError(error, path);
  }
}

/** The names are those of the real files, of which nobody wants to lose 13 GB to a slip. */
async function refuseExisting(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    return;
  }
  throw new YfccError('output-refused', `${path} is already there. Give another folder, or remove the file.`, {
    file: path,
  });
}

function interrupted(cause: unknown): YfccError {
  return new YfccError('interrupted', 'Interrupted; none of the files was written.', { cause });
}
