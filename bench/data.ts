/** The benchmark's input: synthetic sources, made once and kept for the next time. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { codeOf } from '../src/core/errors.js';
import { MAIN_SOURCES, type MainSource } from '../src/core/fields.js';
import { findSources } from '../src/engine/find-sources.js';
import { openSource } from '../src/engine/source.js';
import { synth } from '../src/jobs/synth.js';
import { synthRows } from '../src/synth/rows.js';
import type { Input } from './cases.js';

/** Rows that tell one version of the generator from another. */
const FINGERPRINT_ROWS = 100;

export interface BenchData {
  readonly rows: number;
  readonly seed: number;
  /** Of the first rows: results can only be compared where this is the same. */
  readonly fingerprint: string;
  /** Folder of the four files. */
  readonly dirs: Readonly<Record<Input, string>>;
  /** Of each file. */
  readonly bytes: Readonly<Record<Input, Readonly<Record<MainSource, number>>>>;
}

/** Makes the four files below `dir`, as text and as bz2, unless they are there already. */
export async function benchData(dir: string, rows: number, seed: number): Promise<BenchData> {
  const fingerprint = fingerprintOf(seed);
  const home = join(dir, `${rows}-${seed}-${fingerprint}`);
  const isMade = await stat(home).then(
    () => true,
    () => false,
  );
  if (!isMade) await make(home, rows, seed);
  const dirs = { text: join(home, 'text'), bz2: join(home, 'bz2') };
  const bytes = { text: await bytesOf(dirs.text), bz2: await bytesOf(dirs.bz2) };
  return { rows, seed, fingerprint, dirs, bytes };
}

/** The whole files of one of its folders. */
export async function readSources(dir: string): Promise<Record<MainSource, Buffer>> {
  const paths = await findSources(dir, {}, () => {});
  const [dataset, autotags, exif, places] = await Promise.all(
    MAIN_SOURCES.map((source) => readFile(paths[source]?.[0] ?? '')),
  );
  if (!dataset || !autotags || !exif || !places) throw new Error(`Expected all sources in ${dir}, got fewer.`);
  return { dataset, autotags, exif, places };
}

/** Bytes of all four files. */
export function totalBytes(bytes: Readonly<Record<MainSource, number>>): number {
  return MAIN_SOURCES.reduce((sum, source) => sum + bytes[source], 0);
}

/** The folder appears under its name only when it is whole. Two processes may make it at once: the first to end wins. */
async function make(home: string, rows: number, seed: number): Promise<void> {
  const unfinished = `${home}.${process.pid}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await removeLeft(dirname(home));
  await synth({ rows, seed, out: join(unfinished, 'text'), compress: 'none' });
  await synth({ rows, seed, out: join(unfinished, 'bz2'), compress: 'auto' });
  await rename(unfinished, home).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
  });
}

/** Removes from `dir` what runs that were killed have left there: its name has the process that was making it. */
async function removeLeft(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const [, pid] = /\.(\d+)\.tmp$/.exec(name) ?? [];
    if (pid !== undefined && isGone(Number(pid))) await rm(join(dir, name), { recursive: true, force: true });
  }
}

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    // It may also be there, and another user's.
    return codeOf(error) === 'ESRCH';
  }
}

async function bytesOf(dir: string): Promise<Record<MainSource, number>> {
  const bytes: Record<MainSource, number> = { dataset: 0, autotags: 0, exif: 0, places: 0 };
  const paths = await findSources(dir, {}, () => {});
  for (const source of MAIN_SOURCES) bytes[source] = (await openSource(source, paths[source]?.[0] ?? '')).bytes ?? 0;
  return bytes;
}

function fingerprintOf(seed: number): string {
  const hash = createHash('sha256');
  for (const row of synthRows({ rows: FINGERPRINT_ROWS, seed })) {
    for (const source of MAIN_SOURCES) hash.update(`${row[source]}\n`, 'latin1');
  }
  return hash.digest('hex').slice(0, 8);
}
