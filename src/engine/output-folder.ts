/** Decides what to do with the output folder: begin, go on, or refuse; and clears what a killed run left behind. */
import { mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_NAME, LOCK_SUFFIX, LOG_SUFFIX, PARTIAL_NAME } from '../core/database-names.js';
import { codeOf, YfccError } from '../core/errors.js';
import { JOURNALS_NAME, REPORT_NAME } from '../core/output-path.js';
import { LOCK_NAME, lockOutput, type JobLock } from './job-lock.js';
import {
  MANIFEST_NAME,
  onceOnly,
  readManifest,
  type JobIdentity,
  type ManifestContent,
  type SourceIdentity,
} from './manifest.js';
import { asWriteError } from './write-error.js';

/** Temporary names live here, on the same file system as what they become, so that a dead run is cleared by one rm. */
const TMP_NAME = '.yfcc.tmp';

/** Side files put in order, unless they are kept elsewhere: no output, and as good for the next job. */
export const STORE_NAME = '.yfcc.store';

/** What a manifest is called while `--overwrite` removes the rest: a kill in the middle leaves this, and it is gone on with. */
const REMOVING_NAME = '.yfcc.removing';

/** What a job writes; `--overwrite` removes these, and tar files, and nothing else. */
const OUTPUT_NAMES: ReadonlySet<string> = new Set([
  MANIFEST_NAME,
  'rejects.jsonl',
  'meta',
  'img',
  'checksums',
  'outcomes',
  JOURNALS_NAME,
  REPORT_NAME,
  `${REPORT_NAME}.part`,
  DATABASE_NAME,
  PARTIAL_NAME,
  `${PARTIAL_NAME}${LOG_SUFFIX}`,
  `${PARTIAL_NAME}${LOCK_SUFFIX}`,
]);

/**
 * The files of a `webdataset` job, which lie in the folder itself. Others may have such names too, so only after such a
 * job they are removed.
 */
const TAR_NAME = /^\d{5,}(?:-\d{3,})?\.(?:tar|index\.jsonl)$/;

export type OnExisting = 'resume' | 'overwrite' | 'refuse';

export interface OutputFolder {
  readonly outDir: string;
  readonly tmpDir: string;
  /** What is done already; null for a new job. */
  readonly content: ManifestContent | null;
  /** Removes temporary names and the lock. */
  close(): Promise<void>;
}

/**
 * Takes the folder for this job, made if it is not there. With `refuse` (neither flag given) an empty folder is begun, the
 * same job's own folder is gone on with, and any other is refused; `resume` also accepts a folder without a manifest and
 * keeps its media; `overwrite` begins anew.
 */
export async function openOutputFolder(
  outDir: string,
  job: JobIdentity,
  onExisting: OnExisting,
): Promise<OutputFolder> {
  await mkdir(outDir, { recursive: true }).catch((error: unknown) => {
    throw asFolderError(error, outDir);
  });
  const lock = await lockOutput(outDir);
  const tmpDir = join(outDir, TMP_NAME);
  try {
    const content = await decide(outDir, job, onExisting);
    await rm(tmpDir, { recursive: true, force: true });
    await mkdir(tmpDir);
    return { outDir, tmpDir, content, close: () => closeFolder(tmpDir, lock) };
  } catch (error) {
    await lock.release();
    throw asWriteError(error, outDir);
  }
}

async function closeFolder(tmpDir: string, lock: JobLock): Promise<void> {
  await rm(tmpDir, { recursive: true, force: true });
  // Only when it is empty: what is in it is gone on with.
  await rmdir(join(tmpDir, '..', JOURNALS_NAME)).catch(() => {});
  await lock.release();
}

async function decide(outDir: string, job: JobIdentity, onExisting: OnExisting): Promise<ManifestContent | null> {
  if (onExisting === 'overwrite') await beginRemoval(outDir);
  // What was asked to be overwritten once may be begun anew, whatever else is in the folder.
  if ((await finishRemoval(outDir)) || onExisting === 'overwrite') return null;
  const own = new Set([LOCK_NAME, TMP_NAME, STORE_NAME]);
  const names = (await readdir(outDir)).filter((name) => !own.has(name));
  if (names.length === 0) return null;
  const content = await readManifest(outDir);
  if (content === null) {
    // A manifest torn in its first line is our own, killed at once: there is nothing to lose.
    const foreign = names.includes(MANIFEST_NAME) ? ['meta', 'img'] : ['meta', 'img', REPORT_NAME];
    if (onExisting === 'resume' || names.every((name) => OUTPUT_NAMES.has(name) && !foreign.includes(name))) {
      return null;
    }
    throw new YfccError(
      'output-refused',
      `Expected ${outDir} to be empty or a job's own folder, got ${names.slice(0, 5).join(', ')} and no manifest. Give another --out, or --resume to keep what is there, or --overwrite.`,
      { file: outDir },
    );
  }
  const once = onceOnly(job) ?? onceOnly(content.job);
  if (once !== null) {
    throw new YfccError(
      'output-refused',
      `Expected ${outDir} to be empty, got a job's folder: a job whose ${once} comes from standard input can't be gone on with. Give another --out, or --overwrite to begin anew.`,
      { file: outDir, source: once },
    );
  }
  const difference = differenceOf(content.job, job);
  if (difference !== null) {
    throw new YfccError(
      'resume-refused',
      `Expected ${outDir} to be this job's, but ${difference}. Give the same options and files, another --out, or --overwrite to begin anew.`,
      { file: outDir },
    );
  }
  return content;
}

/** Marks a job's output for removal; without a manifest there is no telling whose it is, and it is written over. */
async function beginRemoval(outDir: string): Promise<void> {
  await rename(join(outDir, MANIFEST_NAME), join(outDir, REMOVING_NAME)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Removes what is marked, also by a run that was killed at it; the mark goes last. */
async function finishRemoval(outDir: string): Promise<boolean> {
  const names = await readdir(outDir);
  if (!names.includes(REMOVING_NAME)) return false;
  const hasTars = await isTarJob(join(outDir, REMOVING_NAME));
  for (const name of names) {
    if (OUTPUT_NAMES.has(name) || (hasTars && TAR_NAME.test(name)))
      await rm(join(outDir, name), { recursive: true, force: true });
  }
  await rm(join(outDir, REMOVING_NAME));
  return true;
}

/** Whether the manifest's first line, which may be torn, is of a job that writes tar files. */
async function isTarJob(manifest: string): Promise<boolean> {
  return /^[^\n]*"format":"webdataset"/.test(await readFile(manifest, 'utf8'));
}

/** The first thing in which two jobs differ, as a clause; null when they are the same. */
function differenceOf(there: JobIdentity, here: JobIdentity): string | null {
  for (const [source, file] of unionOf(there.sources, here.sources)) {
    const [was, is] = file;
    if (was?.fingerprint === is?.fingerprint) continue;
    if (was === undefined) return `it was begun without ${source}`;
    if (is === undefined) return `it was begun with ${source}`;
    return fileDifference(source, was, is);
  }
  for (const [name, [was, is]] of unionOf(there.options, here.options)) {
    if (was !== is) return `it was begun with ${name} ${String(was)}, not ${String(is)}`;
  }
  return null;
}

function fileDifference(source: string, was: SourceIdentity, is: SourceIdentity): string {
  const [before, now] = [was.files ?? [was], is.files ?? [is]];
  if (before.length !== now.length) return `its ${source} had ${before.length} files then, ${now.length} now`;
  const at = before.findIndex(({ fingerprint }, k) => fingerprint !== now[k]?.fingerprint);
  const file = before.length === 1 ? `its ${source} file` : `file ${at + 1} of its ${source}`;
  return `${file} was another one (${sizeOf(before[at])} then, ${now[at]?.bytes ?? 'of no known size'} now)`;
}

function sizeOf(file: Pick<SourceIdentity, 'bytes'> | undefined): string {
  return file?.bytes === null ? 'of no known size' : `${file?.bytes} bytes`;
}

function unionOf<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
): [string, [T | undefined, T | undefined]][] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, [a[key], b[key]]]);
}

function asFolderError(error: unknown, outDir: string): unknown {
  if (['EEXIST', 'ENOTDIR'].includes(codeOf(error))) {
    return new YfccError('output-refused', `Expected --out to be a folder, got a file: ${outDir}.`, {
      file: outDir,
      cause: error,
    });
  }
  return asWriteError(error, outDir);
}
