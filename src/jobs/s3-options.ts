/** The options of commands that read from S3, and what they stand for. */
import { YfccError } from '../core/errors.js';
import type { S3Settings } from '../engine/s3-body.js';

export interface S3Options {
  /** Region of the bucket. @default '' (as the environment or the AWS profile has it) */
  readonly s3Region?: string;
  /** URL of another server than Amazon's, asked in path style. @default '' (Amazon's) */
  readonly s3Endpoint?: string;
  /** Ask without credentials, as public buckets allow. @default false */
  readonly s3Anonymous?: boolean;
}

export const S3_DEFAULTS = {
  s3Region: '',
  s3Endpoint: '',
  s3Anonymous: false,
} as const satisfies Required<S3Options>;

/** What the reader of S3 takes. */
export function s3Settings({ s3Region, s3Endpoint, s3Anonymous }: Required<S3Options>): S3Settings {
  return {
    region: s3Region === '' ? null : s3Region,
    endpoint: s3Endpoint === '' ? null : s3Endpoint,
    isAnonymous: s3Anonymous,
  };
}

/** Throws `usage` for an endpoint that is no URL. */
export function checkS3({ s3Endpoint }: Required<S3Options>): void {
  if (s3Endpoint === '' || (URL.canParse(s3Endpoint) && /^https?:$/.test(new URL(s3Endpoint).protocol))) return;
  throw new YfccError('usage', `Expected --s3-endpoint to be a URL such as http://127.0.0.1:9000, got ${s3Endpoint}.`);
}
