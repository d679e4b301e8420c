/** `yfcc tune` */
import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { messageOf, YfccError } from '../core/errors.js';
import type { RunOptions } from '../jobs/run-options.js';
import { pick } from '../tune/setting.js';
import type { TuneResult } from '../tune/tune.js';
import type { CliContext } from './context.js';
import { addRunFlags, optionsOf } from './run-command.js';
import { stopSignals } from './signals.js';

interface TuneFlags {
  readonly budget: string;
  readonly save: boolean;
  readonly json: boolean;
}

export function tuneCommand(context: CliContext, isHelpAsked: boolean): CommandModule<object, RunOptions & TuneFlags> {
  return {
    command: 'tune',
    describe: 'Find the setting that a job does best with on this machine, from runs of a part of it',
    builder: (yargs) =>
      addRunFlags(yargs, isHelpAsked)
        .option('budget', {
          type: 'string',
          requiresArg: true,
          default: '60s',
          describe: 'Time for all of it: 60s, 5m',
        })
        .option('save', {
          type: 'boolean',
          default: false,
          describe: 'Keep the setting in OUT.tuned.json, for run --tuned',
        })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object with all that was measured' })
        .example('$0 tune --in /data/yfcc --out out --format parquet', 'with the options that the job will have')
        .example('$0 tune --in /data/yfcc --out out --budget 10m --save', 'longer, for run --tuned')
        .example('$0 tune --in /data/yfcc --out out --threads 8', 'what is given stays as it is'),
    handler: async (argv) => {
      const { budget, save, json } = argv;
      await tuneReported(optionsOf(argv), { budget, save, json }, context);
    },
  };
}

/** Tunes, and tells of it. Writes nothing into the output folder; `OUT.tune.html` and `OUT.tuned.json` are beside it. */
async function tuneReported(
  options: RunOptions,
  { budget, save, json }: TuneFlags,
  context: CliContext,
): Promise<void> {
  const { stdout, stderr, signals } = context;
  const { parseBudget } = await import('../tune/budget.js');
  const budgetSeconds = parseBudget(budget);
  // There is nothing to finish: the first Ctrl-C ends it.
  const stops = stopSignals(signals, () => {});
  try {
    const { tune } = await import('../tune/tune.js');
    const result = await tune(options, {
      budgetSeconds,
      signal: stops.stop,
      onNote: (text) => stderr.write(`yfcc: ${text}\n`),
    }).catch((error: unknown) => {
      throw stops.stop.aborted ? interrupted(error) : error;
    });
    await writePage(options, result, context);
    if (save) await keep(options, result, context);
    const { tuneLines } = await import('./tune-lines.js');
    stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${tuneLines(result).join('\n')}\n`);
  } finally {
    stops.close();
  }
}

function interrupted(cause: unknown): YfccError {
  return new YfccError('interrupted', 'Stopped. Nothing of it is kept; give the same command again.', { cause });
}

async function keep(options: RunOptions, result: TuneResult, { stderr }: CliContext): Promise<void> {
  const { axes, best, machine } = result;
  const { saveTuned } = await import('../tune/tuned-file.js');
  const file = await saveTuned(options.out ?? '', {
    setting: pick(best, axes),
    madeAt: new Date().toISOString(),
    rowsPerSecond: Math.round(result.rowsPerSecond),
    machine,
  });
  stderr.write(`yfcc: kept in ${file}, for yfcc run --tuned\n`);
}

/** The report, `OUT.tune.html`; that it can't be written is no reason to lose what was found. */
async function writePage(options: RunOptions, result: TuneResult, { stderr }: CliContext): Promise<void> {
  const file = `${resolve(options.out ?? '')}.tune.html`;
  const [{ tunePage }, { tuneReportOf }, { writeWhole }] = await Promise.all([
    import('../report/tune-page.js'),
    import('../report/tune-report-of.js'),
    import('../files/write-whole.js'),
  ]);
  try {
    await writeWhole(file, tunePage(tuneReportOf(options, result, new Date().toUTCString())));
    stderr.write(`yfcc: plots and tables in ${file}\n`);
  } catch (error) {
    stderr.write(`yfcc: warning: Could not write ${file}: ${messageOf(error)}\n`);
  }
}
