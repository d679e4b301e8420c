/** `yfcc cat` */
import type { CommandModule } from 'yargs';
import { RUN_DEFAULTS } from '../jobs/run-options.js';
import { catFile } from './cat.js';
import type { CliContext } from './context.js';

interface Flags {
  readonly file: string;
  readonly threads: number;
  readonly lines: string;
  readonly 'skip-bad': boolean;
}

export function catCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'cat <file>',
    describe: 'Write the decoded bytes of a bz2 file, on all threads',
    builder: (yargs) =>
      yargs
        .positional('file', { type: 'string', demandOption: true, describe: 'The bz2 file; - for standard input' })
        .option('threads', {
          type: 'number',
          requiresArg: true,
          default: RUN_DEFAULTS.threads,
          describe: 'Worker threads',
        })
        .option('lines', {
          type: 'string',
          requiresArg: true,
          default: '..',
          describe: 'Lines A..B, from 0, B not included',
        })
        .option('skip-bad', { type: 'boolean', default: false, describe: 'Leave damaged blocks out, and go on' })
        .example('$0 cat dump.bz2 | wc -l', 'as bzip2 -dc, several times as fast')
        .example('$0 cat dump.bz2 --lines 90000000..90000010', 'at once, where there is an index'),
    // yargs reads a lone - as an empty text.
    handler: ({ 'skip-bad': skipBad, file, lines, threads }) => catFile({ file, lines, threads, skipBad }, context),
  };
}
