/** A source on a web server: read as it comes, and taken up again at the very byte when it breaks. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { YfccError } from '../core/errors.js';
import type { Source } from '../core/fields.js';
import { backoffMs } from '../core/retry.js';
import { HttpBody, isSame, type HttpState } from './http-body.js';
import { formOf } from './source-form.js';
import type { SourceBytes, SourceFile } from './source.js';

/** First bytes asked for, to tell what it is. */
const HEAD_BYTES = 1 << 10;

/** Tries in a row that bring no byte. */
const TRIES = 6;

export interface HttpOptions {
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  /** Waits between two tries. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Whether a source's name is a URL that this reads. */
export function isHttpUrl(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** Asks for its size and first bytes; throws `bad-input` where the server has none. */
export async function openHttp(source: Source, url: string, options: HttpOptions): Promise<SourceFile> {
  if (!URL.canParse(url) || new URL(url).username !== '') {
    throw new YfccError('bad-input', `Expected ${source} to be a URL without a user name in it, got ${url}.`, {
      file: url,
      source,
    });
  }
  const reader = new HttpReader(source, url, options);
  const { head, state } = await reader.look();
  const form = formOf(head, source, url.replace(/[?#].*$/, ''));
  const { bytes, validator } = state;
  // Without a validator the size alone tells little; the first bytes are there anyway.
  const fingerprint = createHash('sha256')
    .update(`${bytes}\n${validator ?? head.toString('hex')}`)
    .digest('hex');
  const open = (from: number): SourceBytes => {
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
  return { source, path: url, bytes, fingerprint, form, isLocal: false, open };
}

class HttpReader {
  readonly #source: Source;
  readonly #url: string;
  readonly #signal: AbortSignal;
  readonly #sleep: NonNullable<HttpOptions['sleep']>;

  constructor(source: Source, url: string, { signal, sleep = wait }: HttpOptions) {
    this.#source = source;
    this.#url = url;
    this.#signal = signal;
    this.#sleep = sleep;
  }

  async look(): Promise<{ readonly head: Buffer; readonly state: HttpState }> {
    for (let tries = 1; ; tries++) {
      let body: HttpBody | null = null;
      try {
        body = await HttpBody.open(this.#url, { from: 0, to: HEAD_BYTES - 1, known: null }, this.#signal);
        const { state } = body;
        let head = Buffer.alloc(0);
        for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
          head = Buffer.concat([head, chunk]);
          if (head.length >= HEAD_BYTES) break;
        }
        return { head: head.subarray(0, HEAD_BYTES), state };
      } catch (error) {
        await this.#waitOrThrow(error, tries, 0);
      } finally {
        await body?.close();
      }
    }
  }

  async *read(from: number, known: HttpState): AsyncGenerator<Uint8Array> {
    let at = from;
    for (let tries = 1; known.bytes === null || at < known.bytes; tries++) {
      let body: HttpBody | null = null;
      try {
        body = await HttpBody.open(this.#url, { from: at, to: null, known }, this.#signal);
        if (!isSame(known, body.state)) throw this.#error(at, 'another file is there now. Begin the job anew');
        for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
          at += chunk.length;
          tries = 0;
          yield chunk;
        }
        if (known.bytes === null) return;
        if (at < known.bytes) throw new Error(`the body ends at byte ${at} of ${known.bytes}`);
      } catch (error) {
        if (at > 0 && !known.hasRanges && !(error instanceof YfccError))
          throw this.#error(
            at,
            `${reasonOf(error)}, and the server sends no ranges to go on with. Copy the file first`,
            error,
          );
        await this.#waitOrThrow(error, Math.max(1, tries), at);
      } finally {
        await body?.close();
      }
    }
  }

  /** Waits for the next try; throws what another try would not mend. */
  async #waitOrThrow(error: unknown, tries: number, at: number): Promise<void> {
    this.#signal.throwIfAborted();
    if (error instanceof YfccError) throw error;
    const isFinal = error instanceof Error && 'isFinal' in error && error.isFinal === true;
    if (isFinal || tries >= TRIES)
      throw this.#error(at, `${reasonOf(error)}${isFinal ? '' : `, ${tries} times in a row`}`, error);
    await this.#sleep(backoffMs('network', tries, Math.random()) ?? 0, this.#signal);
  }

  #error(offset: number, what: string, cause?: unknown): YfccError {
    return new YfccError('bad-input', `Could not read ${this.#url} behind byte ${offset}: ${what}.`, {
      file: this.#url,
      source: this.#source,
      offset,
      cause,
    });
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal });
}

/** The words of a failure; fetch hides the system's behind its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
