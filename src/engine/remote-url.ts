/** How the file that a URL stands for is asked for. */
import { YfccError } from '../core/errors.js';
import { HttpBody } from './http-body.js';
import type { OpenBody } from './remote-body.js';
import { parseS3Url, s3Opener, type S3Settings } from './s3-body.js';

/** How its bytes are asked for; throws `bad-input` for a URL that can't be one. `noun` is for the error. */
export function bodyOpener(url: string, s3: S3Settings, noun: string): OpenBody {
  const refuse = (expected: string): YfccError =>
    new YfccError('bad-input', `Expected ${noun} to be ${expected}, got ${url}.`, { file: url });
  if (/^s3:/i.test(url)) {
    const object = parseS3Url(url);
    if (object === null) throw refuse('s3://BUCKET/KEY');
    return s3Opener(object, s3);
  }
  if (!URL.canParse(url) || new URL(url).username !== '') throw refuse('a URL without a user name in it');
  return (range, stall) => HttpBody.open(url, range, stall);
}
