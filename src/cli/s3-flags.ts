/** The flags of commands that read from S3. */

const GROUP = 'Files in S3:';

/** One entry an option of `S3Options`, with its flag's text. */
export const S3_FLAGS = {
  s3Region: { type: 'string', group: GROUP, describe: 'Region of the bucket; else as the AWS tools have it' },
  s3Endpoint: { type: 'string', group: GROUP, describe: "URL of another server than Amazon's, asked in path style" },
  s3Anonymous: { type: 'boolean', group: GROUP, describe: 'Ask without credentials, as public buckets allow' },
} as const;
