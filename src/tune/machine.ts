/** What a measurement was made on. */
import { cpus, release, totalmem, type } from 'node:os';
import { defaultThreads } from '../engine/threads.js';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Its name and release. */
  readonly system: string;
  /** The version of Node. */
  readonly node: string;
}

/** This one. */
export function machine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: defaultThreads(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** `AMD EPYC, 2 cores, 25.3 GB of memory, Linux 6.1, Node v20.20.2` */
export function machineText(): string {
  const { processor, cores, memoryBytes, system, node } = machine();
  return `${processor}, ${cores} cores, ${(memoryBytes / 1e9).toFixed(1)} GB of memory, ${system}, Node ${node}`;
}
