/** Reads a file from a server as it comes, and takes it up again at the very byte when it breaks. */
import { setTimeout as delay } from 'node:timers/promises';
import { YfccError } from '../core/errors.js';
import type { Source } from '../core/fields.js';
import { backoffMs } from '../core/retry.js';
import { ChangedError, FinalError, type OpenBody, type RemoteBody, type RemoteState } from './remote-body.js';
import { Stall } from './stall.js';

/** First bytes asked for, to tell what it is. */
const HEAD_BYTES = 1 << 10;

/** Tries in a row that bring no byte. */
const TRIES = 6;

/** What is read. */
export interface RemoteFile {
  readonly url: string;
  readonly source?: Source;
  readonly open: OpenBody;
  /** What to do next, as a sentence without its period, when the file has become another one. */
  readonly onChange: string;
  /** The same for a body that broke, of a server without ranges. */
  readonly onBreak: string;
}

export interface ReadOptions {
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  /** Waits between two tries. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A server that sends nothing for so long is given up. @default 60000 */
  readonly stallMs?: number;
}

export class RemoteReader {
  readonly #file: RemoteFile;
  readonly #signal: AbortSignal;
  readonly #sleep: NonNullable<ReadOptions['sleep']>;
  readonly #stallMs: number | undefined;

  constructor(file: RemoteFile, { signal, sleep = wait, stallMs }: ReadOptions) {
    this.#file = file;
    this.#signal = signal;
    this.#sleep = sleep;
    this.#stallMs = stallMs;
  }

  /** Its first bytes, up to 1 KiB, and what the server says of it. Rejects with `bad-input` where it has none. */
  async look(): Promise<{ readonly head: Buffer; readonly state: RemoteState }> {
    for (let tries = 1; ; tries++) {
      const stall = new Stall(this.#signal, this.#stallMs);
      let body: RemoteBody | null = null;
      try {
        body = await this.#file.open({ from: 0, to: HEAD_BYTES - 1, known: null }, stall);
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
        stall.close();
      }
    }
  }

  /**
   * Its bytes from `from` on, of the file that `look` saw. Rejects with `bad-input`; with a `ChangedError` as its cause
   * when another file is there.
   */
  async *read(from: number, known: RemoteState): AsyncGenerator<Uint8Array> {
    let at = from;
    for (let tries = 1; known.bytes === null || at < known.bytes; tries++) {
      const stall = new Stall(this.#signal, this.#stallMs);
      let body: RemoteBody | null = null;
      try {
        body = await this.#file.open({ from: at, to: null, known }, stall);
        for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
          at += chunk.length;
          tries = 0;
          yield chunk;
        }
        if (known.bytes === null) return;
        if (at < known.bytes) throw new Error(`the body ends at byte ${at} of ${known.bytes}`);
      } catch (error) {
        if (at > 0 && !known.hasRanges && !(error instanceof FinalError))
          throw this.#error(
            at,
            `${reasonOf(error)}, and the server sends no ranges to go on with. ${this.#file.onBreak}`,
            error,
          );
        await this.#waitOrThrow(error, Math.max(1, tries), at);
      } finally {
        await body?.close();
        stall.close();
      }
    }
  }

  /** Waits for the next try; throws what another try would not mend. */
  async #waitOrThrow(error: unknown, tries: number, at: number): Promise<void> {
    this.#signal.throwIfAborted();
    if (error instanceof ChangedError) throw this.#error(at, `${error.message}. ${this.#file.onChange}`, error);
    if (error instanceof FinalError) throw this.#error(at, error.message, error);
    if (tries >= TRIES) throw this.#error(at, `${reasonOf(error)}, ${tries} times in a row`, error);
    await this.#sleep(backoffMs('network', tries, Math.random()) ?? 0, this.#signal);
  }

  #error(offset: number, what: string, cause: unknown): YfccError {
    const { url, source } = this.#file;
    return new YfccError('bad-input', `Could not read ${url} behind byte ${offset}: ${what}.`, {
      file: url,
      ...(source === undefined ? {} : { source }),
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
