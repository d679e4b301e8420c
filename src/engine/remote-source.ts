/** A source on a web server or in an S3 bucket, as one stream to all that follows. */
import { createHash } from 'node:crypto';
import type { Source } from '../core/fields.js';
import { bodyOpener } from './remote-url.js';
import { RemoteReader, type ReadOptions } from './remote-reader.js';
import type { S3Settings } from './s3-body.js';
import { formOf } from './source-form.js';
import type { SourceBytes, SourceFile } from './source.js';

export interface RemoteOptions extends ReadOptions {
  readonly s3: S3Settings;
}

/** Asks for its size and first bytes; throws `bad-input` where the server has none. */
export async function openRemote(source: Source, url: string, options: RemoteOptions): Promise<SourceFile> {
  const open = bodyOpener(url, options.s3, source);
  const reader = new RemoteReader(
    { url, source, open, onChange: 'Begin the job anew', onBreak: 'Copy the file first' },
    options,
  );
  const { head, state } = await reader.look();
  const form = formOf(head, source, url.replace(/[?#].*$/, ''));
  const { bytes, validator } = state;
  // Without a validator the size alone tells little; the first bytes are there anyway.
  const fingerprint = createHash('sha256')
    .update(`${bytes}\n${validator ?? head.toString('hex')}`)
    .digest('hex');
  const openBytes = (from: number): SourceBytes => {
    let at = from;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for await (const chunk of reader.read(from, state)) {
        at += chunk.length;
        yield chunk;
      }
    }
    const read = chunks();
    return { compressed: read, chunks: () => read, bytesRead: () => at };
  };
  return { source, path: url, bytes, fingerprint, form, isLocal: false, open: openBytes };
}
