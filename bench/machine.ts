/** What a result was measured on: without it a number means nothing. */
import { execFileSync } from 'node:child_process';
import { machine } from '../src/tune/machine.js';

export interface Machine {
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  /** `Linux 6.1.0` */
  readonly system: string;
  /** `v20.20.0` */
  readonly node: string;
  /** First seven digits; `unknown` outside a checkout. */
  readonly commit: string;
  /** True when what was measured is not just that commit. */
  readonly isChanged: boolean;
  /** ISO 8601, UTC. */
  readonly date: string;
}

/** What the measured code consists of; results of older runs do not make it another one. */
const MEASURED_PATHS = ['src', 'workers', 'bench', 'package-lock.json', 'tsconfig.json', ':!bench/results'];

/** This machine, now, with the commit that the checkout at `root` is at. */
export function describeMachine(root: string): Machine {
  const { processor, cores, memoryBytes, system, node } = machine();
  return {
    cpu: processor,
    cores,
    memoryBytes,
    system,
    node,
    commit: git(root, 'rev-parse', '--short=7', 'HEAD') ?? 'unknown',
    isChanged: (git(root, 'status', '--porcelain', '--', ...MEASURED_PATHS) ?? '') !== '',
    date: new Date().toISOString(),
  };
}

/** Where and on what, in the words that reports share: `AMD EPYC, 2 cores, Node v20.20.2; commit a8df68a, 2026-11-25`. */
export function machineText(machine: Machine): string {
  const { cpu, cores, node } = machine;
  return `${cpu}, ${cores} cores, Node ${node}; ${commitText(machine)}`;
}

/** `commit a8df68a and changes, 2026-11-25` */
export function commitText({ commit, isChanged, date }: Machine): string {
  return `commit ${commit}${isChanged ? ' and changes' : ''}, ${date.slice(0, 10)}`;
}

/** What git says; null where there is no git or no checkout. */
function git(root: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
