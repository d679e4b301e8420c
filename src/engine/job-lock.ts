/** Keeps two processes from writing one output folder: a file with the owner's process id, stale once that process is gone. */
import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { YfccError } from '../core/errors.js';
import { asWriteError } from './write-error.js';

export const LOCK_NAME = '.yfcc.lock';

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
  const me: Owner = { pid: process.pid, host: hostname(), start: startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(`${JSON.stringify(me)}\n`);
      await handle.close();
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw asWriteError(error, file);
    }
    const owner = await readOwner(file);
    if (owner !== null && isAlive(owner, me)) {
      throw new YfccError(
        'output-refused',
        `Expected ${outDir} to be free, but process ${owner.pid} on ${owner.host} is writing it. Wait for it, or stop it; if it is gone, remove ${file}.`,
        { file },
      );
    }
    await rm(file, { force: true });
  }
  throw new YfccError('output-refused', `Could not lock ${outDir}: another process keeps taking ${file}.`, { file });
}

/** The pid of the live process on this host that is writing the folder; null when there is none. */
export async function lockOwner(outDir: string): Promise<number | null> {
  const owner = await readOwner(join(outDir, LOCK_NAME));
  return owner !== null && isAlive(owner, { pid: 0, host: hostname(), start: null }) ? owner.pid : null;
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
function isAlive(owner: Owner, me: Owner): boolean {
  if (owner.host !== me.host) return true;
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
