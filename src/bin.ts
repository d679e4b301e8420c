#!/usr/bin/env node
/**
 * The command `yfcc`: hands the process to the command line and ends with its exit code. `process` is the global one:
 * an import of it opens all standard streams, which takes 10 ms.
 */
import { processContext } from './cli/process-context.js';
import { quickCat } from './cli/quick-cat.js';

const argv = process.argv.slice(2);
const context = processContext();
process.exitCode = (await quickCat(argv, context)) ?? (await (await import('./cli/main.js')).main(argv, context));
