/** `--profile DIR`: what a job's threads did, as CPU profiles that DevTools opens, and a page of flame graphs. */
import { access, constants, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf, YfccError } from '../core/errors.js';
import { PROFILE_PACE, ThreadProfiler, type ThreadProfile } from '../engine/thread-profiler.js';
import { asWriteError } from '../engine/write-error.js';
import { flamePage } from '../profile/flame-page.js';
import { joinProfiles } from '../profile/joined-profile.js';
import { pageScripts } from '../profile/page-scripts.js';
import { foldProfile, type ProfileTree } from '../profile/profile-tree.js';
import type { Reporter } from './reporter.js';
import { VERSION } from '../version.js';

const PAGE_NAME = 'flame.html';

/** What an earlier profile may have left there. */
const PROFILE_NAME = /^(?:main|(?:worker|database|report)-\d+)\.cpuprofile$/;

/** The folder of the built code, which `src/` and `workers/` are in. */
const ROOT = new URL('../../', import.meta.url).href;

/**
 * Does `work` with all threads profiled, and writes what was noted into `dir` when it has ended, however it has. What it
 * gives or throws is that of the work: a profile that can't be written is only warned of. Throws `output-refused` or
 * `write-failed`, before the work, where no folder can be.
 */
export async function profiled<T>(
  dir: string,
  reporter: Pick<Reporter, 'warn' | 'note'>,
  work: () => Promise<T>,
): Promise<T> {
  await expectFolder(dir);
  const notes: string[] = [];
  const profiler = await ThreadProfiler.open(() => {
    notes.push(`It ends after ${PROFILE_PACE.totalSeconds / 60} minutes, though the job went on.`);
  });
  try {
    return await work();
  } finally {
    try {
      await writeProfile(dir, await profiler.finish(), notes);
      for (const text of notes) reporter.warn(`The profile is not whole. ${text}`);
      reporter.note?.(`The profile is in ${join(dir, PAGE_NAME)}.`);
    } catch (error) {
      reporter.warn(`The profile could not be written: ${messageOf(asWriteError(error, dir))}`);
    }
  }
}

/** Throws unless there is such a folder, or can be one. It is made when it is written: it may be inside `--out`. */
async function expectFolder(dir: string): Promise<void> {
  if (dir === '') throw new YfccError('usage', 'Expected --profile to be a folder, got an empty name.');
  for (let path = resolve(dir); ; path = dirname(path)) {
    try {
      const isFolder = (await stat(path)).isDirectory();
      if (!isFolder) throw new YfccError('output-refused', `Expected --profile to be a folder, got a file: ${path}.`);
      await access(path, constants.W_OK);
      return;
    } catch (error) {
      const isMissing = ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
      if (!isMissing || path === dirname(path)) throw asWriteError(error, path);
    }
  }
}

/** Adds to `notes` what is missing. */
async function writeProfile(dir: string, threads: readonly ThreadProfile[], notes: string[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const name of await readdir(dir)) if (PROFILE_NAME.test(name)) await rm(join(dir, name));
  const trees: ProfileTree[] = [];
  for (const { name, parts, isCut } of threads) {
    const profile = joinProfiles(parts);
    if (isCut)
      notes.push(
        profile === null ? `${name} ended before it gave any.` : `${name} ended before it gave its last part.`,
      );
    if (profile === null) continue;
    await writeFile(join(dir, `${name}.cpuprofile`), JSON.stringify(profile));
    trees.push(foldProfile(name, profile, ROOT));
  }
  const subject = `yfcc ${VERSION}, Node ${process.version}, ${availableParallelism()} cores`;
  await writeFile(join(dir, PAGE_NAME), flamePage({ subject, notes, trees, scripts: await pageScripts() }));
}
