/** `yfcc index` */
import type { CommandModule } from 'yargs';
import { RUN_DEFAULTS } from '../jobs/run-options.js';
import type { CliContext } from './context.js';
import { count } from '../core/format.js';

interface Flags {
  readonly file: string;
  readonly threads: number;
}

export function indexCommand({ stdout, stderr }: CliContext): CommandModule<object, Flags> {
  return {
    command: 'index <file>',
    describe: 'Write the block index of a bz2 file beside it, so that reading can begin at any line',
    builder: (yargs) =>
      yargs
        .positional('file', { type: 'string', demandOption: true, describe: 'The bz2 file' })
        .option('threads', {
          type: 'number',
          requiresArg: true,
          default: RUN_DEFAULTS.threads,
          describe: 'Worker threads',
        })
        .example(
          '$0 index dump.bz2',
          'decodes it once; then cat --lines, run --lines and resume begin where they need',
        ),
    handler: async ({ file, threads }) => {
      const { indexFile } = await import('../jobs/index-file.js');
      const made = await indexFile(file, { threads, onWarning: (text) => stderr.write(`yfcc: warning: ${text}\n`) });
      const { blocks, lines } = made.index;
      stdout.write(`${made.file}: ${count(blocks.length)} blocks, ${count(lines)} lines\n`);
    },
  };
}
