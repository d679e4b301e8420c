/** The flags of commands that read from S3. */
import type { Argv } from 'yargs';
import { kebab } from '../jobs/check-option.js';
import type { S3Options } from '../jobs/s3-options.js';

const GROUP = 'Files in S3:';

/** One entry an option of `S3Options`, with its flag's text. */
export const S3_FLAGS = {
  s3Region: { type: 'string', group: GROUP, describe: 'Region of the bucket; else as the AWS tools have it' },
  s3Endpoint: { type: 'string', group: GROUP, describe: "URL of another server than Amazon's, asked in path style" },
  s3Anonymous: { type: 'boolean', group: GROUP, describe: 'Ask without credentials, as public buckets allow' },
} as const;

/** Adds the flags to a command. */
export function addS3Flags(yargs: Argv): void {
  for (const [name, flag] of Object.entries(S3_FLAGS))
    yargs.option(kebab(name), { requiresArg: flag.type !== 'boolean', ...flag });
}

/** What was given of them. */
export function s3OptionsOf({ s3Region, s3Endpoint, s3Anonymous }: Partial<S3Options>): S3Options {
  return {
    ...(s3Region === undefined ? {} : { s3Region }),
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
    ...(s3Anonymous === undefined ? {} : { s3Anonymous }),
  };
}
