#!/usr/bin/env node
/**
 * The command `yfcc`: hands the process to the command line and ends with its exit code. `process` is the global one:
 * an import of it opens all standard streams, which takes 10 ms.
 */
import { processContext } from './cli/process-context.js';

const argv = process.argv.slice(2);
const context = processContext();
process.exitCode = (await quickly()) ?? (await (await import('./cli/main.js')).main(argv, context));

/** The exit code of a command that can do without yargs; null for another. Each is loaded alone. */
async function quickly(): Promise<number | null> {
  const [command] = argv;
  if (command === 'cat') return (await import('./cli/quick-cat.js')).quickCat(argv, context);
  return command === 'run' ? (await import('./cli/quick-run.js')).quickRun(argv, context) : null;
}
