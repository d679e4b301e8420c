/** `yfcc synth` */
import type { CommandModule } from 'yargs';
import { EXIT_CODES } from '../core/errors.js';
import type { CliContext } from './context.js';
import { bytes, count, counts } from '../core/format.js';
import { stopSignals } from './signals.js';

const COMPRESSORS = ['auto', 'lbzip2', 'bzip2', 'npm', 'none'] as const;
const LINE_ENDS = ['lf', 'crlf'] as const;

interface Flags {
  readonly rows: number;
  readonly out: string;
  readonly seed: number;
  readonly columns: number;
  readonly gaps: number;
  readonly bad: number;
  readonly compress: (typeof COMPRESSORS)[number];
  readonly eol: (typeof LINE_ENDS)[number];
}

export function synthCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'synth',
    describe: 'Write realistic synthetic metadata files, for tries, tests and benchmarks',
    builder: (yargs) =>
      yargs
        .option('rows', { type: 'number', demandOption: true, requiresArg: true, describe: 'Rows of each file' })
        .option('out', { type: 'string', demandOption: true, requiresArg: true, describe: 'Folder to write' })
        .option('seed', {
          type: 'number',
          requiresArg: true,
          default: 1,
          describe: 'The same seed gives the same bytes',
        })
        .option('columns', { type: 'number', choices: [23, 25], default: 25, describe: 'Layout of the dataset file' })
        .option('gaps', {
          type: 'number',
          requiresArg: true,
          default: 0,
          describe: 'Share of rows missing in single files, 0 to 1',
        })
        .option('bad', { type: 'number', requiresArg: true, default: 0, describe: 'Share of broken lines, 0 to 1' })
        .option('compress', {
          choices: COMPRESSORS,
          default: 'auto' as const,
          describe: 'The compressor; auto takes the fastest there is',
        })
        .option('eol', { choices: LINE_ENDS, default: 'lf' as const, describe: 'Line ends' })
        .example('$0 synth --rows 2000 --out sample', 'four small bz2 files')
        .example('$0 synth --rows 100000 --out odd --gaps 0.001 --bad 0.001', 'with missing and broken lines'),
    handler: async (argv) => {
      const { stdout, stderr, signals } = context;
      const stops = stopSignals(signals, () => {});
      const { columns, ...rest } = argv;
      const { rows, out, seed, gaps, bad, compress, eol } = rest;
      try {
        const { synth } = await import('../jobs/synth.js');
        const result = await synth({
          rows,
          out,
          seed,
          columns: columns === 23 ? 23 : 25,
          gaps,
          bad,
          compress,
          eol,
          signal: stops.stop,
        });
        for (const file of result.files) stdout.write(`${file.path}  ${count(file.rows)} rows, ${bytes(file.bytes)}\n`);
        if (counts(result.gaps) !== '') stdout.write(`rows left out: ${counts(result.gaps)}\n`);
        if (counts(result.bad) !== '') stdout.write(`broken lines: ${counts(result.bad)}\n`);
      } catch (error) {
        if (!stops.stop.aborted) throw error;
        stderr.write('yfcc: interrupted; nothing is left under a final name\n');
        context.exitCode = EXIT_CODES.interrupted;
      } finally {
        stops.close();
      }
    },
  };
}
