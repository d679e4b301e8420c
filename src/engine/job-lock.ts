/** Keeps two processes from writing one output folder: a file with the owner's process id, stale once that process is gone. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { YfccError } from '../core/errors.js';
import { asWriteError } from './write-error.js';

export const LOCK_NAME = '.yfcc.lock';

/** Stale locks taken away before giving up. */
const MAX_ATTEMPTS = 10;

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's ticks: tells it from a later one with the same id. */
  readonly start: string | null;
}

export interface JobLock {
  release(): Promise<void>;
}

/** Takes the folder for this process; throws `output-refused` while another live process has it. */
export async function lockOutput(outDir: string): Promise<JobLock> {
  const file = join(outDir, LOCK_NAME);
  // The lock appears whole, by a link: another process never reads one that is not written yet.
  const own = `${file}.${randomUUID()}`;
  const me: Owner = { pid: process.pid, host: hostname(), start: startOf(process.pid) };
  try {
    await writeFile(own, `${JSON.stringify(me)}\n`, { flag: 'wx' });
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (await linked(own, file)) {
        await sweep(outDir);
        return { release: () => rm(file, { force: true }) };
      }
      const owner = await readOwner(file);
      if (owner !== null && isAlive(owner)) {
        throw new YfccError(
          'output-refused',
          `Expected ${outDir} to be free, but process ${owner.pid} on ${owner.host} is writing it. Wait for it, or stop it; if it is gone, remove ${file}.`,
          { file },
        );
      }
      await removeStale(file);
    }
  } catch (error) {
    throw asWriteError(error, file);
  } finally {
    await rm(own, { force: true });
  }
  throw new YfccError('output-refused', `Could not lock ${outDir}: other processes keep taking ${file}.`, { file });
}

/** False when there is a lock already. */
async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    // ENOENT: the process that has the lock by now has swept ours away.
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOENT')) return false;
    throw error;
  }
}

/** Removes what killed processes left beside the lock; a live one that loses its file here would not get the lock either. */
async function sweep(outDir: string): Promise<void> {
  for (const name of await readdir(outDir)) {
    if (name.startsWith(`${LOCK_NAME}.`)) await rm(join(outDir, name), { force: true });
  }
}

/**
 * Takes a stale lock away, and only that: what was renamed may be the lock of a process that was faster than we are, and
 * then goes back.
 */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const owner = await readOwner(aside);
  if (owner !== null && isAlive(owner)) await linked(aside, file);
  await rm(aside, { force: true });
}

/** The pid of the live process on this host that is writing the folder; null when there is none. */
export async function lockOwner(outDir: string): Promise<number | null> {
  const owner = await readOwner(join(outDir, LOCK_NAME));
  return owner !== null && owner.host === hostname() && isAlive(owner) ? owner.pid : null;
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    // A parse border: the fields are checked by their use, and a file that is no lock counts as stale.
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.host === 'string'
      ? { pid: owner.pid, host: owner.host, start: owner.start ?? null }
      : null;
  } catch {
    return null;
  }
}

/** On another host we cannot look, so its lock counts as alive. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return owner.start === null || owner.start === startOf(owner.pid);
}

/** Field 22 of /proc/PID/stat (proc(5)); null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
