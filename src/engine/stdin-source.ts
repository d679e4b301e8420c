/** Standard input as a source: read once, from its beginning, and told apart by its first bytes. */
import { Readable } from 'node:stream';
import { messageOf, YfccError } from '../core/errors.js';
import type { Source } from '../core/fields.js';
import { peek } from './peek.js';
import { canTell, formOf } from './source-form.js';
import type { SourceBytes, SourceFile } from './source.js';

/** What stands for standard input where a file is to be named. */
export const STDIN_NAME = '-';

const PATH = 'standard input';

/** Reads its first bytes, to tell what it is. `signal` closes it; reading rejects with `bad-input`. */
export async function openStdin(
  source: Source,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<SourceFile> {
  // A read that waits for a terminal or a pipe ends in no other way.
  const close = (): void => {
    if (stdin instanceof Readable) stdin.destroy();
  };
  signal.addEventListener('abort', close, { once: true });
  let at = 0;
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stdin) {
        signal.throwIfAborted();
        yield chunk;
      }
    } catch (cause) {
      signal.throwIfAborted();
      throw new YfccError('bad-input', `Could not read ${PATH} behind byte ${at}: ${messageOf(cause)}.`, {
        file: PATH,
        source,
        offset: at,
        cause,
      });
    }
  }
  const { head, all } = await peek(read(), canTell);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of all) {
        at += chunk.length;
        yield chunk;
      }
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }
  const open = (): SourceBytes => {
    const bytes = chunks();
    return { compressed: bytes, chunks: () => bytes, bytesRead: () => at };
  };
  const form = formOf(head, source, PATH);
  return { source, path: PATH, bytes: head.length === 0 ? 0 : null, fingerprint: null, form, isLocal: false, open };
}
