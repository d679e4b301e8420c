/** This process as what the command line needs of it. */
import type { CliContext } from './context.js';
import { writerTo } from './write-out.js';

export function processContext(): CliContext {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    signals: process,
    stdin: () => process.stdin,
    writeOut: writerTo(process.stdout.fd),
    exitCode: 0,
  };
}
