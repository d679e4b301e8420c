/** `yfcc verify` */
import type { CommandModule } from 'yargs';
import { EXIT_CODES } from '../core/errors.js';
import { RUN_DEFAULTS } from '../jobs/run-options.js';
import { verify } from '../jobs/verify.js';
import type { CliContext } from './context.js';
import { bytes, plural } from './format.js';

interface Flags {
  readonly out: string;
  readonly threads: number;
  readonly json: boolean;
}

const PROBLEMS_EXIT = 1;

export function verifyCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'verify <out>',
    describe: 'Check that every file is there, whole, and as the manifest says',
    builder: (yargs) =>
      yargs
        .positional('out', { type: 'string', demandOption: true, describe: "The job's output folder" })
        .option('threads', {
          type: 'number',
          requiresArg: true,
          default: RUN_DEFAULTS.threads,
          describe: 'Worker threads',
        })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
        .example('$0 verify out', 'reads every file, on all cores'),
    handler: async ({ out, threads, json }) => {
      const { stdout } = context;
      const found = await verify(out, { threads });
      if (found.problemCount > 0) context.exitCode = PROBLEMS_EXIT;
      else if (!found.isFinished) context.exitCode = EXIT_CODES.interrupted;
      if (json) {
        stdout.write(`${JSON.stringify(found, null, 2)}\n`);
        return;
      }
      for (const problem of found.problems) stdout.write(`${problem}\n`);
      const unnamed = found.problemCount - found.problems.length;
      if (unnamed > 0) stdout.write(`... and ${plural(unnamed, 'more problem')}\n`);
      const result = found.problemCount === 0 ? 'all whole' : plural(found.problemCount, 'problem');
      stdout.write(
        `${plural(found.files, 'file')} of ${plural(found.shards, 'shard')}, ${bytes(found.bytes)}: ${result}.\n`,
      );
      if (!found.isFinished) stdout.write('The job is not finished: give its command again to go on.\n');
    },
  };
}
