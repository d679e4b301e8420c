/** `yfcc fetch` */
import type { CommandModule } from 'yargs';
import { FETCH_DEFAULTS, type FetchOptions } from '../jobs/fetch-options.js';
import type { CliContext } from './context.js';
import { humanFetchReporter, jsonFetchReporter } from './fetch-reporters.js';
import { isJsonLog, LOG_FLAG, type LogName } from './log-flag.js';
import { addS3Flags, s3OptionsOf } from './s3-flags.js';
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
      addS3Flags(yargs);
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
      const isJson = isJsonLog(argv);
      const reporter = isJson ? jsonFetchReporter(stderr) : humanFetchReporter(stdout, stderr);
      // What is on disk is always in order: there is nothing to finish first.
      const stops = stopSignals(signals, () => {});
      const { urls, out, overwrite } = argv;
      try {
        const { fetchFiles } = await import('../jobs/fetch.js');
        await fetchFiles({ urls, out, overwrite, ...s3OptionsOf(argv) }, { reporter, signal: stops.stop });
      } catch (error) {
        context.isErrorReported = isJson;
        throw error;
      } finally {
        stops.close();
      }
    },
  };
}
