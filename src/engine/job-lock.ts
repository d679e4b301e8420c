/**
 * Keeps two processes from writing one output folder.
 *
 * On this machine an abstract socket named after the folder decides: the system gives it to one process and takes it back
 * when that is gone, however it ends. A file with the owner's process id says who it is, and speaks for processes of other
 * hosts, and of systems without such sockets.
 */
import { readFileSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, YfccError } from '../core/errors.js';
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
  const socket = await takeSocket(outDir).catch((error: unknown) => {
    throw asWriteError(error, file);
  });
  const owner = await readOwner(file);
  if (socket === 'taken' || (owner !== null && isAlive(owner))) {
    if (socket instanceof Server) socket.close();
    const who = owner === null ? 'another process' : `process ${owner.pid} on ${owner.host}`;
    throw new YfccError(
      'output-refused',
      `Expected ${outDir} to be free, but ${who} is writing it. Wait for it, or stop it; if it is gone, remove ${file}.`,
      { file },
    );
  }
  const me: Owner = { pid: process.pid, host: hostname(), start: startOf(process.pid) };
  try {
    // Whole at once: a reader must not take half a lock for none.
    await writeFile(`${file}.tmp`, `${JSON.stringify(me)}\n`);
    await rename(`${file}.tmp`, file);
  } catch (error) {
    if (socket instanceof Server) socket.close();
    throw asWriteError(error, file);
  }
  return {
    async release() {
      await rm(file, { force: true });
      if (socket instanceof Server) socket.close();
    },
  };
}

/** The socket of this folder; `taken` while another process has it, `none` where the system has no such sockets. */
async function takeSocket(outDir: string): Promise<Server | 'taken' | 'none'> {
  const { dev, ino } = await stat(outDir);
  const server = createServer().unref();
  return new Promise((resolve) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? 'taken' : 'none'));
    // A name that begins with NUL is in no file system: unix(7).
    server.listen({ path: `\0yfcc-engine-${dev}-${ino}` });
  });
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
    if (codeOf(error) !== 'EPERM') return false;
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
