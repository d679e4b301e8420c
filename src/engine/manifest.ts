/**
 * The manifest: the one record of what a job is and which of its shards are done.
 *
 * JSON lines: first the job, then a line a finished shard, in the order of the shards. A line is appended and fsynced
 * only after the shard's files and rejects are in place, so whatever a crash leaves behind the last whole line is work
 * to be done again, never work to be trusted. Of a shard that a finished job has gone over again the last line counts. A torn last line is dropped when the manifest is opened again.
 */
import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { YfccError } from '../core/errors.js';
import { bySide, bySource, SOURCES, type SideSource, type Source } from '../core/fields.js';
import type { OutputFile, ShardCounts } from '../core/protocol.js';
import type { Cursors } from './align.js';
import { asWriteError } from './write-error.js';

export const MANIFEST_NAME = 'manifest.jsonl';

/** What tells one source from another. */
export interface SourceIdentity extends FileIdentity {
  /** Of each, in order, when it has several. */
  readonly files?: readonly FileIdentity[];
}

interface FileIdentity {
  /** Null where they are not known beforehand. */
  readonly bytes: number | null;
  /** Null for what can't be read again: a job with such a source can't be gone on with. */
  readonly fingerprint: string | null;
}

/** What a job is: two jobs that are alike in this give the same output. */
export interface JobIdentity {
  readonly sources: Readonly<Partial<Record<Source, SourceIdentity>>>;
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
}

/** The source that keeps a job from being gone on with; null when there is none. */
export function onceOnly({ sources }: JobIdentity): Source | null {
  return SOURCES.find((source) => sources[source]?.fingerprint === null) ?? null;
}

export interface JobLine extends JobIdentity {
  readonly type: 'job';
  /** Version of the engine that began it. */
  readonly version: string;
  /** Paths, for people; a list where a source has several files. */
  readonly paths: Readonly<Partial<Record<Source, string | readonly string[]>>>;
}

export interface ShardLine extends ShardCounts {
  readonly type: 'shard';
  readonly shard: number;
  readonly isLast: boolean;
  readonly outputs: readonly OutputFile[];
  readonly cursors: Cursors;
  readonly lost: readonly SideSource[];
  readonly unread: readonly SideSource[];
  /** Bytes of `rejects.jsonl` when this shard's rejects are in it. */
  readonly rejectsBytes: number;
  /** Share of the dataset file that had been read when this shard was cut, 0 to 1. */
  readonly progress: number;
  /** Milliseconds that the shard took in its worker, and seconds that the job has run so far, all runs together. */
  readonly milliseconds: number;
  readonly seconds: number;
}

export interface ManifestContent {
  readonly job: JobLine;
  readonly shards: readonly ShardLine[];
  /** Bytes up to the end of the last whole line. */
  readonly bytes: number;
}

/** Reads a manifest; null where there is none or only a torn first line. Throws `manifest-damaged`. */
export async function readManifest(outDir: string): Promise<ManifestContent | null> {
  const file = join(outDir, MANIFEST_NAME);
  const text = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new YfccError('output-refused', `Could not read ${file}: ${error.message}.`, { file, cause: error });
  });
  if (text === null) return null;
  const bytes = text.lastIndexOf(10) + 1;
  if (bytes === 0) return null;
  const lines = text
    .subarray(0, bytes - 1)
    .toString('utf8')
    .split('\n');
  const damaged = (line: number, what: string): YfccError =>
    new YfccError(
      'manifest-damaged',
      `Expected line ${line + 1} of ${file} to be ${what}. Start again with --overwrite, or in another folder.`,
      { file, line },
    );
  const [job, ...shards] = lines.map((line, k): JobLine | ShardLine | null => {
    try {
      // A parse border: lines of a manifest are written by this file only, and checked by their type below.
      return JSON.parse(line) as JobLine | ShardLine | null;
    } catch {
      throw damaged(k, 'JSON');
    }
  });
  if (job?.type !== 'job') throw damaged(0, 'the job');
  const whole: ShardLine[] = [];
  for (const [k, shard] of shards.entries()) {
    // A shard that a finished job has gone over again has a line more, which counts.
    const isAgain = whole.at(-1)?.isLast === true && whole[shard?.type === 'shard' ? shard.shard : -1] !== undefined;
    if (shard?.type !== 'shard' || (shard.shard !== whole.length && !isAgain))
      throw damaged(k + 1, `shard ${whole.length}`);
    whole[shard.shard] = withEverySource(shard);
  }
  return { job, shards: whole, bytes };
}

/** A line of a build that did not know of some source has no counts for it: there were none. */
function withEverySource(shard: ShardLine): ShardLine {
  return {
    ...shard,
    putOff: shard.putOff ?? 0,
    rejects: { ...bySource(() => 0), ...shard.rejects },
    gaps: { ...bySide(() => 0), ...shard.gaps },
    cursors: { ...bySource(() => 0), ...shard.cursors },
  };
}

/** Appends to a manifest and to `rejects.jsonl` beside it. */
export class ManifestWriter {
  readonly #outDir: string;
  readonly #manifest: FileHandle;
  readonly #rejects: FileHandle;
  #rejectsBytes: number;

  private constructor(outDir: string, manifest: FileHandle, rejects: FileHandle, rejectsBytes: number) {
    this.#outDir = outDir;
    this.#manifest = manifest;
    this.#rejects = rejects;
    this.#rejectsBytes = rejectsBytes;
  }

  /** Opens both files, cut back to what `content` says is whole; with null begins them anew with `job`. */
  static async open(outDir: string, job: JobLine, content: ManifestContent | null): Promise<ManifestWriter> {
    const manifestFile = join(outDir, MANIFEST_NAME);
    const rejectsFile = join(outDir, 'rejects.jsonl');
    const rejectsBytes = content?.shards.at(-1)?.rejectsBytes ?? 0;
    const opened: FileHandle[] = [];
    try {
      const rejects = await open(rejectsFile, 'a');
      opened.push(rejects);
      const { size } = await rejects.stat();
      if (size < rejectsBytes) {
        throw new YfccError(
          'manifest-damaged',
          `Expected ${rejectsFile} to have the ${rejectsBytes} bytes that the manifest counts, got ${size}. Start again with --overwrite, or in another folder.`,
          { file: rejectsFile },
        );
      }
      await truncate(rejectsFile, rejectsBytes);
      const manifest = await open(manifestFile, 'a');
      opened.push(manifest);
      await truncate(manifestFile, content?.bytes ?? 0);
      const writer = new ManifestWriter(outDir, manifest, rejects, rejectsBytes);
      if (content === null) await writer.#appendLine(job);
      return writer;
    } catch (error) {
      for (const handle of opened) await handle.close();
      throw asWriteError(error, manifestFile);
    }
  }

  /** Records a finished shard: rejects first, then the line that makes it count. */
  async append(line: Omit<ShardLine, 'rejectsBytes'>, rejects: Uint8Array): Promise<void> {
    try {
      if (rejects.length > 0) {
        await this.#rejects.appendFile(rejects);
        await this.#rejects.datasync();
        this.#rejectsBytes += rejects.length;
      }
      await this.#appendLine({ ...line, rejectsBytes: this.#rejectsBytes });
    } catch (error) {
      throw asWriteError(error, join(this.#outDir, MANIFEST_NAME));
    }
  }

  async close(): Promise<void> {
    await this.#manifest.close();
    await this.#rejects.close();
  }

  async #appendLine(line: JobLine | ShardLine): Promise<void> {
    await this.#manifest.appendFile(`${JSON.stringify(line)}\n`);
    await this.#manifest.datasync();
  }
}
