/** What a measurement was made on. */
import { cpus, release, totalmem, type } from 'node:os';
import { defaultThreads } from '../engine/threads.js';

/** `AMD EPYC, 2 cores, 25.3 GB of memory, Linux 6.1, Node v20.20.2` */
export function machineText(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${(totalmem() / 1e9).toFixed(1)} GB of memory`;
  return `${model}, ${defaultThreads()} cores, ${memory}, ${type()} ${release()}, Node ${process.version}`;
}
