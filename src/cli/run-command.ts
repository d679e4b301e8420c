/** `yfcc run` */
import type { Argv, CommandModule, Options } from 'yargs';
import { kebab } from '../jobs/check-option.js';
import { RUN_DEFAULTS, type RunOptions } from '../jobs/run-options.js';
import type { CliContext } from './context.js';
import { RUN_EDGE_FLAGS, RUN_FLAGS } from './run-flags.js';
import { runReported, type EdgeFlags } from './run.js';

type Flags = RunOptions & EdgeFlags;

/** By their names on the command line. */
const EDGE_FLAGS: Readonly<Record<string, Options>> = Object.fromEntries(
  Object.entries(RUN_EDGE_FLAGS).map(([name, flag]) => [kebab(name), flag]),
);

/** Of a command whose help is not asked for the flags are hidden. */
export function runCommand(context: CliContext, isHelpAsked: boolean): CommandModule<object, Flags> {
  return {
    command: 'run',
    describe: 'Join the metadata files, write records, download media',
    builder: (yargs) =>
      addRunFlags(yargs, isHelpAsked)
        .options(EDGE_FLAGS)
        .example('$0 run --in /data/yfcc --out out', 'a JSON file a photo, from whatever files are there')
        .example('$0 run --in /data/yfcc --out out --format jsonl --gzip', 'a compressed file for every 10,000 photos')
        .example(
          '$0 run --in /data/yfcc --out out --lines 0..1000 --media photos',
          'with the pictures of the first 1,000',
        )
        .example(
          '$0 run --dataset d.bz2 --places p.bz2 --out out --schema article',
          "the article's files, without the others",
        ),
    handler: (argv) => runReported(optionsOf(argv), argv, context),
  };
}

/** The options of a job, each with its default in the help text; what is not given has no value. */
export function addRunFlags<T>(yargs: Argv<T>, isHelpAsked: boolean): Argv<T> {
  for (const [name, flag] of Object.entries(RUN_FLAGS)) {
    const fallback: unknown = RUN_DEFAULTS[name as keyof typeof RUN_DEFAULTS];
    const hasDefault = fallback !== undefined && fallback !== '' && fallback !== Infinity && !Array.isArray(fallback);
    yargs.option(kebab(name), {
      requiresArg: !('type' in flag && flag.type === 'boolean'),
      ...flag,
      // yargs writes the help text behind every command that it runs, asked for or not: 12 ms, and 100 on a busy machine.
      hidden: !isHelpAsked,
      ...(hasDefault ? { defaultDescription: typeof fallback === 'string' ? fallback : JSON.stringify(fallback) } : {}),
    });
  }
  return yargs;
}

/** Only what `RunOptions` knows: yargs adds the kebab-case names and its own. Of an option given twice the last counts. */
export function optionsOf(argv: RunOptions): RunOptions {
  const given = Object.entries(RUN_FLAGS).map(([name, flag]) => {
    const value: unknown = argv[name as keyof RunOptions];
    return [name, Array.isArray(value) && !('array' in flag) ? value.at(-1) : value] as const;
  });
  // The job checks the values.
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
