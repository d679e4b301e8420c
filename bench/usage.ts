/** What this process has used of the machine since it began. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** Units in which Linux counts CPU time for user space: USER_HZ, 100 on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface Usage {
  /** Of all threads. */
  readonly cpuSeconds: number;
  /** Of the main thread alone, in steps of 0.01; null where the system does not tell. */
  readonly mainCpuSeconds: number | null;
  /** The most that was resident at one time, all threads together. */
  readonly peakBytes: number;
}

/** What has been used so far. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  // The main thread is the one whose id is that of the process.
  const stat = readProc(`/proc/self/task/${process.pid}/stat`);
  const status = readProc('/proc/self/status');
  return {
    cpuSeconds: (user + system) / 1e6,
    mainCpuSeconds: stat === null ? null : cpuSecondsOf(stat),
    // `maxRSS` of a fresh child on Linux is at least what its parent had when it forked: ask for its own peak instead.
    peakBytes: (status === null ? null : peakBytesOf(status)) ?? process.resourceUsage().maxRSS * 1024,
  };
}

/**
 * CPU seconds in a `/proc/PID/task/TID/stat` line; null when it is none. Layout, see proc(5): 1 id, 2 name in
 * parentheses, which may hold anything, 3 state, ... 14 user ticks, 15 system ticks.
 */
export function cpuSecondsOf(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[14 - 3]) + Number(fields[15 - 3]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
}

/** The `VmHWM` line of `/proc/PID/status`, the peak, in bytes; null when there is none. */
export function peakBytesOf(status: string): number | null {
  return bytesIn(/^VmHWM:\s+(\d+) kB$/m, status);
}

/** The `VmRSS` line of `/proc/PID/status`, what is resident now, in bytes; null when there is none. */
export function residentBytesOf(status: string): number | null {
  return bytesIn(/^VmRSS:\s+(\d+) kB$/m, status);
}

function bytesIn(line: RegExp, status: string): number | null {
  const kibibytes = line.exec(status)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
