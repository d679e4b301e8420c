#!/usr/bin/env node
/** The command `yfcc`: hands the process to the command line and ends with its exit code. */
import { main } from './cli/main.js';
import { processContext } from './cli/process-context.js';

process.exitCode = await main(process.argv.slice(2), processContext());
