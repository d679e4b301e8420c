/** `yfcc verify` */
import type { CommandModule } from 'yargs';
import { EXIT_CODES } from '../core/errors.js';
import { RUN_DEFAULTS } from '../jobs/run-options.js';
import type { Bz2Verification } from '../jobs/verify-bz2.js';
import type { CliContext } from './context.js';
import { bytes, count, plural } from '../core/format.js';

interface Flags {
  readonly out: string;
  readonly threads: number;
  readonly json: boolean;
}

const PROBLEMS_EXIT = 1;

export function verifyCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'verify <out>',
    describe: 'Check the files of a job, or the blocks of a bz2 file',
    builder: (yargs) =>
      yargs
        .positional('out', { type: 'string', demandOption: true, describe: "The job's output folder, or a bz2 file" })
        .option('threads', {
          type: 'number',
          requiresArg: true,
          default: RUN_DEFAULTS.threads,
          describe: 'Worker threads',
        })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
        .example('$0 verify out', 'every file there, whole, and as the manifest says')
        .example('$0 verify dump.bz2', 'every block and stream CRC; names what is damaged, and goes on'),
    handler: async ({ out, threads, json }) => {
      const { stdout } = context;
      const { isFile, verify } = await import('../jobs/verify.js');
      if (await isFile(out)) {
        const { verifyBz2 } = await import('../jobs/verify-bz2.js');
        const checked = await verifyBz2(out, threads);
        if (checked.damages.length > 0) context.exitCode = EXIT_CODES['bad-bz2'];
        stdout.write(json ? `${JSON.stringify(checked, null, 2)}\n` : `${bz2Lines(checked).join('\n')}\n`);
        return;
      }
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

/** Lines without ends. */
function bz2Lines({ file, blocks, plainBytes, lines, damages, warnings }: Bz2Verification): string[] {
  return [
    ...damages.map(
      ({ startBit, bit, reason, line }) =>
        `${file}: ${reason} at bit ${bit}, in what begins at bit ${startBit}; what is lost begins in line ${count(line)}`,
    ),
    ...warnings,
    `${plural(blocks, 'block')}, ${bytes(plainBytes)}, ${plural(lines, 'line')}: ${damages.length === 0 ? 'all whole' : plural(damages.length, 'damaged place')}.`,
  ];
}
