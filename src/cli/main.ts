/**
 * The command line: yargs in, an exit code out.
 *
 * Each command loads what does its work when it is called, so that none waits for the others' dependencies.
 */
import yargs from 'yargs';
import { YfccError } from '../core/errors.js';
import { VERSION } from '../version.js';
import { catCommand } from './cat-command.js';
import type { CliContext } from './context.js';
import { exitCodeOf } from './fail.js';
import { fetchCommand } from './fetch-command.js';
import { indexCommand } from './index-command.js';
import { joinDashes } from './dashes.js';
import { runCommand } from './run-command.js';
import { statusCommand } from './status-command.js';
import { synthCommand } from './synth-command.js';
import { tuneCommand } from './tune-command.js';
import { verifyCommand } from './verify-command.js';

/** Help is as wide as the terminal, up to this. */
const MAX_WIDTH = 110;

/** Runs one command; gives the exit code, and never throws. */
export async function main(words: readonly string[], context: CliContext): Promise<number> {
  const argv = joinDashes(words);
  const isHelpAsked = argv.some((word) => /^(-h|(--)?help(=.*)?)$/.test(word));
  const parser = yargs(argv)
    .scriptName('yfcc')
    .usage(
      '$0 <command>\n\nStreams the YFCC100M metadata files, joins them per photo, writes JSON and downloads the media, on all cores.',
    )
    .command(runCommand(context, isHelpAsked))
    .command(tuneCommand(context, isHelpAsked))
    .command(fetchCommand(context))
    .command(statusCommand(context))
    .command(verifyCommand(context))
    .command(catCommand(context))
    .command(indexCommand(context))
    .command(synthCommand(context))
    .example('$0 synth --rows 2000 --out sample', 'four small files to try things with')
    .example('$0 run --in sample --out out --format jsonl', 'join them into JSON lines')
    .example('$0 status out', 'how far it is')
    .demandCommand(1, 'Expected a command, got none.')
    .strict()
    .wrap(Math.min(MAX_WIDTH, context.stdout.columns ?? MAX_WIDTH))
    .version(VERSION)
    .help()
    .alias('h', 'help')
    .exitProcess(false)
    .fail((message: string, error: Error | undefined) => {
      // yargs calls this for what it refuses itself, and for what a command throws.
      throw error === undefined || error.name === 'YError' ? new YfccError('usage', error?.message ?? message) : error;
    });
  const work = () =>
    parser.parseAsync(argv, {}, (_error, _argv, output) => {
      if (output !== '') context.stdout.write(`${output}\n`);
    });
  return exitCodeOf(work, context);
}
