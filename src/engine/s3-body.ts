/** One answer of S3, or a server that speaks like it; the only file that knows the AWS SDK, loaded when it is needed. */
import { Readable } from 'node:stream';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import {
  ChangedError,
  checkAnswer,
  FinalError,
  isPassing,
  parseContentRange,
  type OpenBody,
  type RemoteBody,
  type RemoteRange,
  type RemoteState,
} from './remote-body.js';
import type { Stall } from './stall.js';

/** Where nothing names a region; S3 itself tells which one a bucket is in. */
const FALLBACK_REGION = 'us-east-1';

export interface S3Settings {
  /** Null: as the environment or the profile has it. */
  readonly region: string | null;
  /** Of another server than Amazon's; null: Amazon's. */
  readonly endpoint: string | null;
  /** Ask without credentials, as public buckets allow. */
  readonly isAnonymous: boolean;
}

export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** The two parts of `s3://bucket/key`, as they stand; null where one is missing. */
export function parseS3Url(url: string): S3Object | null {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/is.exec(url) ?? [];
  return bucket === undefined || key === undefined ? null : { bucket, key };
}

/** Asks for an object's bytes; one client serves all requests. */
export function s3Opener(object: S3Object, settings: S3Settings): OpenBody {
  let client: Promise<S3Client> | null = null;
  return async (range, stall) => {
    client ??= makeClient(settings);
    return openBody(await client, object, range, stall);
  };
}

async function makeClient({ region, endpoint, isAnonymous }: S3Settings): Promise<S3Client> {
  // Says that later versions need a later Node: of use to who chooses the version, not to who reads a file.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { S3Client } = await import('@aws-sdk/client-s3');
  return new S3Client({
    region: region ?? (await new S3Client({}).config.region().catch(() => FALLBACK_REGION)),
    followRegionRedirects: true,
    // Servers other than Amazon's have no name of their own for each bucket.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // Without credentials of its own, the SDK looks for some before it asks the signer.
    ...(isAnonymous
      ? {
          signer: { sign: (request) => Promise.resolve(request) },
          credentials: { accessKeyId: '', secretAccessKey: '' },
        }
      : {}),
    // Retries are the reader's, which knows at which byte to go on; a checksum of the whole is of no use to it.
    maxAttempts: 1,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
  });
}

async function openBody(client: S3Client, object: S3Object, range: RemoteRange, stall: Stall): Promise<S3Body> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { from, to, known } = range;
  const get = (header: string | null): Promise<GetObjectCommandOutput> => {
    const command = new GetObjectCommand({
      Bucket: object.bucket,
      Key: object.key,
      ...(header === null ? {} : { Range: header }),
      ...(known === null || known.validator === null ? {} : { IfMatch: known.validator }),
    });
    return stall.during(client.send(command, { abortSignal: stall.signal }));
  };
  let output: GetObjectCommandOutput;
  try {
    output = await get(known?.hasRanges === false ? null : `bytes=${from}-${to ?? ''}`).catch((error: unknown) => {
      // An empty object has no first byte to ask for.
      if (statusOf(error) === 416 && known === null) return get(null);
      throw error;
    });
  } catch (error) {
    throw stall.signal.aborted ? error : asRemoteError(error, known !== null);
  }
  const { ContentRange, ContentLength = null, ETag = null, Body } = output;
  const part = ContentRange === undefined ? { first: 0, bytes: ContentLength } : parseContentRange(ContentRange);
  const state = { bytes: part.bytes, validator: ETag, hasRanges: ContentRange !== undefined };
  if (!(Body instanceof Readable)) throw new TypeError('Expected the SDK to give a stream of Node');
  const body = new S3Body(state, Body, stall);
  try {
    checkAnswer(range, state, part.first);
  } catch (error) {
    await body.close();
    throw error;
  }
  return body;
}

class S3Body implements RemoteBody {
  readonly state: RemoteState;
  readonly #stream: Readable;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #stall: Stall;

  constructor(state: RemoteState, stream: Readable, stall: Stall) {
    this.state = state;
    this.#stream = stream;
    this.#chunks = stream[Symbol.asyncIterator]();
    this.#stall = stall;
    // What fails behind the last read is nobody's loss.
    stream.on('error', () => {});
  }

  async next(): Promise<Uint8Array | null> {
    const { done, value } = await this.#stall.during(this.#chunks.next());
    return done === true ? null : value;
  }

  close(): Promise<void> {
    this.#stream.destroy();
    return Promise.resolve();
  }
}

/** What the SDK throws carries the status of the answer, where there was one. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}

/** Sorts what the SDK throws into what another try may mend, and what not. */
function asRemoteError(error: unknown, isKnown: boolean): unknown {
  if (!(error instanceof Error)) return error;
  const status = statusOf(error);
  if (status !== null) {
    const text = `the server answers ${status} ${error.name}: ${error.message}`.replace(/\.$/, '');
    if (status === 412) return new ChangedError();
    if (status === 416 && isKnown) return new ChangedError(`${text}: the file is shorter now`);
    return isPassing(status) ? new Error(text, { cause: error }) : new FinalError(text, { cause: error });
  }
  if (error.name === 'CredentialsProviderError') {
    return new FinalError(`${error.message}. Give them as the AWS tools take them, or --s3-anonymous`, {
      cause: error,
    });
  }
  // What the system says of a connection has a code, and so have the SDK's own limits of time.
  if ('code' in error || error.name === 'TimeoutError' || 'cause' in error) return error;
  return new FinalError(error.message, { cause: error });
}
