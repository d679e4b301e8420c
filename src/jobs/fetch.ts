/** Copies metadata files from servers to a folder, going on where an earlier run was stopped. */
import { mkdir, stat } from 'node:fs/promises';
import { YfccError } from '../core/errors.js';
import { lockOutput } from '../engine/job-lock.js';
import { bytesToKeep, PartialFile, removeParts } from '../engine/partial-file.js';
import { ChangedError, type RemoteState } from '../engine/remote-body.js';
import { RemoteReader } from '../engine/remote-reader.js';
import { bodyOpener } from '../engine/remote-url.js';
import { asWriteError } from '../engine/write-error.js';
import { FetchMeter, type FetchProgress } from './fetch-meter.js';
import { resolveFetchOptions, type FetchOptions, type FetchTarget, type ResolvedFetch } from './fetch-options.js';

/** Times in a row that a file may become another one while it is fetched. */
const CHANGES = 3;

/** One file, when it is whole. */
export interface FetchedFile extends FetchTarget {
  readonly bytes: number;
  /** Byte at which this run went on; 0 for a file from its beginning, `bytes` for one that was there. */
  readonly from: number;
}

export interface FetchSummary {
  readonly out: string;
  readonly files: readonly FetchedFile[];
  /** That this run has brought. */
  readonly fetchedBytes: number;
  readonly seconds: number;
}

/** What a job tells while it runs. */
export interface FetchReporter {
  /** The servers have told what there is; `progress` may be asked at any time until `end`. */
  start(job: Pick<FetchSummary, 'out' | 'files'>, progress: () => FetchProgress): void;
  /** A file is whole. */
  file(done: FetchedFile): void;
  warn(text: string): void;
  end(summary: FetchSummary): void;
  /** The job ends with an error, which the caller gets too. */
  fail(error: unknown): void;
}

export interface FetchControl {
  readonly reporter: FetchReporter;
  /** Ends it at once; what is on disk is gone on with the next time. */
  readonly signal: AbortSignal;
}

/**
 * Copies one file behind the other. Rejects with an `YfccError`: `bad-input` for what a server does not give,
 * `output-refused` for a file of another size in the way, `disk-full`, `write-failed`, or `interrupted`.
 */
export async function fetchFiles(options: FetchOptions, { reporter, signal }: FetchControl): Promise<FetchSummary> {
  try {
    const resolved = resolveFetchOptions(options);
    await mkdir(resolved.out, { recursive: true }).catch((error: unknown) => {
      throw asWriteError(error, resolved.out);
    });
    const lock = await lockOutput(resolved.out);
    try {
      return await fetchAll(resolved, { reporter, signal });
    } finally {
      await lock.release();
    }
  } catch (cause) {
    const error = signal.aborted
      ? new YfccError('interrupted', 'Stopped. Give the same command again to go on where it is.', { cause })
      : cause;
    reporter.fail(error);
    throw error;
  }
}

/** What a server has told of a file, and what is on disk of it. */
interface Plan extends FetchTarget {
  readonly reader: RemoteReader;
  readonly state: RemoteState;
  readonly keep: number;
  readonly isThere: boolean;
}

async function fetchAll(resolved: ResolvedFetch, { reporter, signal }: FetchControl): Promise<FetchSummary> {
  const plans: Plan[] = [];
  for (const target of resolved.targets) plans.push(await planOf(target, resolved, { reporter, signal }));
  const kept = plans.reduce((sum, { keep }) => sum + keep, 0);
  const meter = new FetchMeter(kept, totalOf(plans));
  const begun = plans.map(({ url, path, state, keep }) => ({ url, path, bytes: state.bytes ?? keep, from: keep }));
  reporter.start({ out: resolved.out, files: begun }, () => meter.progress());
  const files: FetchedFile[] = [];
  for (const plan of plans) {
    meter.file = plan.path;
    const { url, path, keep } = plan;
    const done = plan.isThere ? { url, path, bytes: keep, from: keep } : await copy(plan, meter, reporter);
    files.push(done);
    reporter.file(done);
  }
  const { elapsedSeconds } = meter.progress();
  const summary = { out: resolved.out, files, fetchedBytes: meter.fetched, seconds: elapsedSeconds };
  reporter.end(summary);
  return summary;
}

function totalOf(plans: readonly Plan[]): number | null {
  return plans.reduce<number | null>(
    (sum, { state: { bytes } }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );
}

async function planOf(
  target: FetchTarget,
  { s3, overwrite }: ResolvedFetch,
  { reporter, signal }: FetchControl,
): Promise<Plan> {
  const { url, path } = target;
  const reader = new RemoteReader(
    {
      url,
      open: bodyOpener(url, s3, 'a file to fetch'),
      onChange: 'Give the same command again to fetch it anew',
      onBreak: 'Give the same command again to fetch it anew',
    },
    { signal },
  );
  const { state } = await reader.look();
  const plan = { ...target, reader, state };
  const there = await stat(path).catch(() => null);
  if (there === null) return { ...plan, keep: await bytesToKeep(path, state), isThere: false };
  if (there.isFile() && (state.bytes === null || there.size === state.bytes)) {
    if (state.bytes === null) reporter.warn(`${path} is there; ${url} does not tell its size, so it is left as it is`);
    await removeParts(path);
    return { ...plan, keep: there.size, isThere: true };
  }
  if (there.isFile() && overwrite) return { ...plan, keep: await bytesToKeep(path, state), isThere: false };
  const came = there.isFile() ? `a file of ${there.size} bytes` : 'something that is no file';
  throw new YfccError(
    'output-refused',
    `Expected no ${path}, or one of ${state.bytes ?? 'any number of'} bytes as on the server, got ${came}. Give another --out${there.isFile() ? ', or --overwrite to replace it' : ''}.`,
    { file: path },
  );
}

/** Brings a file whole, and anew where it becomes another one on the way. */
async function copy(plan: Plan, meter: FetchMeter, reporter: FetchReporter): Promise<FetchedFile> {
  const { url, path, reader } = plan;
  let { state, keep: at } = plan;
  const from = at;
  for (let changes = 0; ; changes++) {
    const file = await PartialFile.open(path, state, at);
    try {
      for await (const chunk of reader.read(at, state)) {
        await file.write(chunk);
        at += chunk.length;
        meter.add(chunk.length);
      }
      if (state.bytes !== null && at !== state.bytes) throw sizeError(url, at, state.bytes);
      await file.finish();
      return { url, path, bytes: at, from: changes === 0 ? from : 0 };
    } catch (error) {
      const isChange = error instanceof YfccError && error.cause instanceof ChangedError;
      if (!isChange || changes >= CHANGES) throw error;
      reporter.warn(`${url} has become another file behind byte ${at}: it is fetched anew`);
      const { bytes } = state;
      ({ state } = await reader.look());
      meter.drop(at, bytes === null || state.bytes === null ? null : state.bytes - bytes);
      at = 0;
    } finally {
      await file.close();
    }
  }
}

function sizeError(url: string, at: number, bytes: number): YfccError {
  return new YfccError('bad-input', `Expected ${bytes} bytes from ${url}, got ${at}.`, { file: url, offset: at });
}
