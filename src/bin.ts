#!/usr/bin/env node
/** The command `yfcc`: hands the process to the command line and ends with its exit code. */
import { main } from './cli/main.js';
import { writerTo } from './cli/write-out.js';

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  stdin: process.stdin,
  writeOut: writerTo(process.stdout.fd),
  exitCode: 0,
});
