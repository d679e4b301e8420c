/** One of the files that `yfcc cat` decodes, opened: how it is packed is told by its first bytes. */
import { open } from 'node:fs/promises';
import type { Compressed } from '../bz2/stretches.js';
import { YfccError } from '../core/errors.js';
import { peek } from '../engine/peek.js';
import { isRemote } from '../engine/remote-name.js';
import type { S3Settings } from '../engine/s3-body.js';
import { hasGzipMagic } from '../engine/source-form.js';
import { STDIN_NAME } from '../engine/stdin-source.js';
import { startOfLine, type LineStart } from './index-file.js';
import { checkS3, s3Settings, S3_DEFAULTS, type S3Options } from './s3-options.js';

/** First bytes that are enough to tell gzip. */
const HEAD_BYTES = 2;

/** Where the compressed bytes come from: a file by its path, a server, or a stream. */
export type CatSource =
  | { readonly path: string }
  | { readonly url: string; readonly s3: S3Settings }
  | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/** What names stand for: paths, URLs, and `-` for `stdin`. Throws `usage` for what can't be. */
export function catSources(
  names: readonly string[],
  stdin: () => AsyncIterable<Uint8Array>,
  options: S3Options,
): readonly CatSource[] {
  const resolved = { ...S3_DEFAULTS, ...options };
  checkS3(resolved);
  const s3 = s3Settings(resolved);
  if (names.filter((name) => name === STDIN_NAME).length > 1)
    throw new YfccError('usage', 'Expected standard input (-) once, since it can be read only once, got it twice.');
  return names.map((name) => {
    if (name === STDIN_NAME) return { name: 'standard input', bytes: stdin() };
    return isRemote(name) ? { url: name, s3 } : { path: name };
  });
}

export interface CatInput extends Pick<LineStart, 'start' | 'firstLine'> {
  readonly name: string;
  /** `bz2` also for what is neither: the decoder says what is wrong with it. */
  readonly form: 'bz2' | 'gz';
  /** Its bytes are read once: these, or the same as chunks. */
  readonly compressed: Compressed;
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** Of the compressed bytes; null where it is not known. */
  readonly size: number | null;
}

/**
 * Opens it so that what is behind its first `ahead` lines comes, and what is in front of it where there is no index.
 * `signal` ends what a server sends. Rejects with `bad-input`.
 */
export async function openCatInput(source: CatSource, ahead: number, signal: AbortSignal): Promise<CatInput> {
  if ('path' in source) {
    const { path: name } = source;
    const begun = await startOfLine(name, ahead);
    // What has an index is bz2.
    const form = begun.start === null ? await formOfFile(name) : 'bz2';
    return { ...begun, name, form, chunks: begun.compressed.chunks };
  }
  if ('url' in source) return openUrl(source.url, source.s3, signal);
  const { head, all } = await peek(source.bytes, ({ length }) => length >= HEAD_BYTES);
  return fromBeginning(source.name, head, all, null);
}

async function openUrl(url: string, s3: S3Settings, signal: AbortSignal): Promise<CatInput> {
  // Loaded here: most files are no URLs, and a small one is decoded in less time.
  const [{ bodyOpener }, { RemoteReader }] = await Promise.all([
    import('../engine/remote-url.js'),
    import('../engine/remote-reader.js'),
  ]);
  const file = { url, open: bodyOpener(url, s3, 'the file'), onChange: 'Begin anew', onBreak: 'Copy the file first' };
  const reader = new RemoteReader(file, { signal });
  const { head, state } = await reader.look();
  return fromBeginning(url, head, reader.read(0, state), state.bytes);
}

function fromBeginning(
  name: string,
  head: Uint8Array,
  compressed: AsyncIterable<Uint8Array>,
  size: number | null,
): CatInput {
  const form = hasGzipMagic(head) ? 'gz' : 'bz2';
  return { name, form, compressed, chunks: () => compressed, size, start: null, firstLine: 0 };
}

async function formOfFile(path: string): Promise<CatInput['form']> {
  // What can't be opened is refused, in words of its own, by whoever reads it.
  const handle = await open(path).catch(() => null);
  if (handle === null) return 'bz2';
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    await handle.read(head, 0, HEAD_BYTES, 0);
    return hasGzipMagic(head) ? 'gz' : 'bz2';
  } finally {
    await handle.close();
  }
}
