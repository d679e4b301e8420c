/** `yfcc fetch` */
import type { CommandModule } from 'yargs';
import { kebab } from '../jobs/check-option.js';
import { FETCH_DEFAULTS, type FetchOptions } from '../jobs/fetch-options.js';
import type { CliContext } from './context.js';
import { humanFetchReporter, jsonFetchReporter } from './fetch-reporters.js';
import { LOG_FLAG, type LogName } from './log-flag.js';
import { S3_FLAGS } from './s3-flags.js';
import { stopSignals } from './signals.js';

type Flags = Required<FetchOptions> & { readonly log: LogName };

export function fetchCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'fetch <urls..>',
    describe: 'Copy metadata files from web servers or S3 to a folder, going on where it stopped',
    builder: (yargs) => {
      yargs
        .positional('urls', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'http://, https:// or s3://BUCKET/KEY, each a file; one that ends with / is the four official ones',
        })
        .option('out', { type: 'string', demandOption: true, requiresArg: true, describe: 'Folder to write' })
        .option('overwrite', {
          type: 'boolean',
          default: FETCH_DEFAULTS.overwrite,
          describe: 'Replace files that are there with another size',
        })
        .option('log', LOG_FLAG);
      for (const [name, flag] of Object.entries(S3_FLAGS))
        yargs.option(kebab(name), { requiresArg: flag.type !== 'boolean', ...flag });
      return yargs
        .example('$0 fetch https://example.org/yfcc100m_dataset.bz2 --out /data/yfcc', 'again: goes on where it is')
        .example(
          '$0 fetch https://example.org/yfcc/ --out /data/yfcc',
          'the four: yfcc100m_dataset.bz2, _autotags, ...',
        )
        .example(
          '$0 fetch s3://my-bucket/yfcc100m_{dataset,exif}.bz2 --out /data/yfcc --s3-region us-west-2',
          'two files of a bucket, in a shell that takes braces apart',
        )
        .example(
          '$0 fetch s3://public/dump.bz2 --out . --s3-anonymous --log json',
          'without credentials, with progress for a program',
        ) as never;
    },
    handler: async (argv) => {
      const { stdout, stderr, signals } = context;
      const isJson = [argv.log].flat().at(-1) === 'json';
      const reporter = isJson ? jsonFetchReporter(stderr) : humanFetchReporter(stdout, stderr);
      // What is on disk is always in order: there is nothing to finish first.
      const stops = stopSignals(signals, () => {});
      const { urls, out, overwrite, ...rest } = argv;
      const s3 = Object.fromEntries(
        Object.keys(S3_FLAGS).flatMap((name) => {
          const value = rest[name as keyof typeof S3_FLAGS];
          return value === undefined ? [] : [[name, value]];
        }),
      );
      try {
        const { fetchFiles } = await import('../jobs/fetch.js');
        await fetchFiles({ urls, out, overwrite, ...s3 }, { reporter, signal: stops.stop });
      } catch (error) {
        context.isErrorReported = isJson;
        throw error;
      } finally {
        stops.close();
      }
    },
  };
}
