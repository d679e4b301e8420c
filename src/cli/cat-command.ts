/** `yfcc cat` */
import type { CommandModule } from 'yargs';
import { RUN_DEFAULTS } from '../jobs/run-options.js';
import type { S3Options } from '../jobs/s3-options.js';
import { catFiles } from './cat.js';
import type { CliContext } from './context.js';
import { withoutMark } from './dashes.js';
import { PROFILE_FLAG, profileOf, type ProfileFlag } from './profile-flag.js';
import { addS3Flags, s3OptionsOf } from './s3-flags.js';

interface Flags extends S3Options, ProfileFlag {
  readonly file: readonly string[];
  readonly threads: number;
  readonly lines: string;
  readonly 'skip-bad': boolean;
}

export function catCommand(context: CliContext): CommandModule<object, Flags> {
  return {
    command: 'cat <file..>',
    describe: 'Write the decoded bytes of bz2 and gzip files, bz2 on all threads',
    builder: (yargs) => {
      addS3Flags(yargs);
      return yargs
        .positional('file', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Files, one behind the other; also https:// and s3:// URLs, and - for standard input',
        })
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
        .option('skip-bad', {
          type: 'boolean',
          default: false,
          describe: 'Leave damaged blocks of bz2 files out, and go on',
        })
        .option('profile', PROFILE_FLAG)
        .example('$0 cat dump.bz2 | wc -l', 'as bzip2 -dc, several times as fast')
        .example('$0 cat https://host/dump.bz2 | head', 'no more than that is fetched')
        .example('$0 cat dump.bz2 --lines 90000000..90000010', 'at once, where there is an index');
    },
    handler: (argv) => {
      const { 'skip-bad': skipBad, file: files, lines, threads } = argv;
      const rest = { ...profileOf(argv), ...s3OptionsOf(argv) };
      return catFiles({ files: files.map(withoutMark), lines, threads, skipBad, ...rest }, context);
    },
  };
}
