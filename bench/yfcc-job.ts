/** Runs a job as a process of its own, and looks on: its memory, its last word, and how long it stays after that. */
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { promisify } from 'node:util';
import type { Status } from '../src/jobs/status.js';
import { BIN } from './paths.js';
import { residentBytesOf, type Usage } from './usage.js';

const SAMPLE_EVERY_MS = 200;
const USAGE_AT_EXIT = new URL('./usage-at-exit.js', import.meta.url).href;

export interface JobEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stderr: string;
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** From the last thing it said to its end. */
  readonly idleMs: number;
  /** Resident memory, sampled in even steps from start to end. */
  readonly residentBytes: readonly number[];
  /** Of the whole process; null when a signal ended it. */
  readonly usage: Usage | null;
}

/** Runs `yfcc` with these arguments to its end; what it prints goes no further. `signal` kills it. */
export async function runJob(args: readonly string[], signal?: AbortSignal): Promise<JobEnd> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--import', USAGE_AT_EXIT, BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  let used = '';
  let lastMs = startedMs;
  child.stdout?.on('data', () => (lastMs = performance.now()));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastMs = performance.now();
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  child.stdio[3]?.on('data', (bytes: Buffer) => (used += bytes.toString()));
  const residentBytes: number[] = [];
  const timer = setInterval(() => {
    const bytes = residentBytesNow(child.pid);
    if (bytes !== null) residentBytes.push(bytes);
  }, SAMPLE_EVERY_MS);
  const kill = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  try {
    return await new Promise<JobEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => {
        const endedMs = performance.now();
        const seconds = (endedMs - startedMs) / 1000;
        // A parse border: usage-at-exit.ts writes it.
        const usage = used === '' ? null : (JSON.parse(used) as Usage);
        resolve({ exitCode, stderr, seconds, idleMs: endedMs - lastMs, residentBytes, usage });
      });
    });
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', kill);
  }
}

/** As much as anyone reads of it. */
const STDERR_KEPT = 10_000;

/** What `yfcc status --json` says of the folder. */
export async function statusOf(out: string): Promise<Status> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'status', out, '--json']);
  // A border: the command prints a Status.
  return JSON.parse(stdout) as Status;
}

/** Null once the process is gone. */
function residentBytesNow(pid: number | undefined): number | null {
  try {
    return residentBytesOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return null;
  }
}
