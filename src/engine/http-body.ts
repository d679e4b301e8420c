/** One answer of a web server to a request for a file, or for the rest of it. */

/** A server that sends nothing for so long is given up. */
const STALL_MS = 60_000;

/** What an answer says of the file. */
export interface HttpState {
  /** Of the whole file; null where it is not told. */
  readonly bytes: number | null;
  /** ETag, else Last-Modified; null where there is neither. */
  readonly validator: string | null;
  readonly hasRanges: boolean;
}

export interface HttpRange {
  readonly from: number;
  /** Last byte wanted; null: to the end. */
  readonly to: number | null;
  /** What an earlier answer said; null for the first one. */
  readonly known: HttpState | null;
}

/** An answer that another try would not mend. */
class FinalError extends Error {
  readonly isFinal = true;
}

/** Whether two answers are of the same file, as far as they say. */
export function isSame(a: HttpState, b: HttpState): boolean {
  return a.validator === b.validator && (a.bytes === null || b.bytes === null || a.bytes === b.bytes);
}

export class HttpBody {
  readonly state: HttpState;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #stall: Stall;

  private constructor(state: HttpState, reader: ReadableStreamDefaultReader<Uint8Array> | null, stall: Stall) {
    this.state = state;
    this.#reader = reader;
    this.#stall = stall;
  }

  /** Asks for bytes `from` to `to`. Rejects with an error whose `isFinal` is true when it is of no use to ask again. */
  static async open(url: string, { from, to, known }: HttpRange, signal: AbortSignal): Promise<HttpBody> {
    const stall = new Stall(signal);
    try {
      const response = await stall.during(fetch(url, { headers: headersFor(from, to, known), signal: stall.signal }));
      const state = stateOf(response);
      try {
        check(response, from, known, state);
      } catch (error) {
        await response.body?.cancel();
        throw error;
      }
      if (response.status === 416) await response.body?.cancel();
      return new HttpBody(state, response.status === 416 ? null : (response.body?.getReader() ?? null), stall);
    } catch (error) {
      stall.close();
      throw error;
    }
  }

  /** The next bytes; null at the end. */
  async next(): Promise<Uint8Array | null> {
    if (this.#reader === null) return null;
    const { done, value } = await this.#stall.during(this.#reader.read());
    return done ? null : value;
  }

  async close(): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
    this.#stall.close();
  }
}

/** Aborts what takes too long to bring anything; time that the reader takes does not count. */
class Stall {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly #stop = (): void => this.#own.abort(this.#outer.reason);

  constructor(outer: AbortSignal) {
    this.#outer = outer;
    if (outer.aborted) this.#stop();
    outer.addEventListener('abort', this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#own.abort(new Error(`nothing came for ${STALL_MS / 1000} s`)), STALL_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#outer.removeEventListener('abort', this.#stop);
  }
}

function headersFor(from: number, to: number | null, known: HttpState | null): Record<string, string> {
  // What is compressed for the way has other offsets; with a range, fetch asks for it as it is.
  if (known?.hasRanges === false) return { 'accept-encoding': 'identity' };
  const headers: Record<string, string> = { range: `bytes=${from}-${to ?? ''}` };
  // RFC 9110, 13.1.5: a weak validator is not for If-Range; the answer's own is compared in any case.
  const validator = known?.validator ?? null;
  if (from > 0 && validator !== null && !validator.startsWith('W/')) headers['if-range'] = validator;
  return headers;
}

function stateOf({ status, headers }: Response): HttpState {
  // RFC 9110, 14.4: `bytes 0-1023/146515`, `bytes */146515`, or `*` for a size that is not known.
  const size =
    status === 206 || status === 416
      ? /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
      : headers.get('content-length');
  return {
    bytes: size === undefined || size === null ? null : Number(size),
    validator: headers.get('etag') ?? headers.get('last-modified'),
    hasRanges: status === 206,
  };
}

function check(
  { status, statusText, headers }: Response,
  from: number,
  known: HttpState | null,
  state: HttpState,
): void {
  if (status === 416 && known === null && state.bytes === 0) return;
  if (status !== 200 && status !== 206) {
    const text = `the server answers ${status} ${statusText}`.trimEnd();
    if (status >= 500 || status === 429 || status === 408) throw new Error(text);
    throw new FinalError(known !== null && status === 416 ? `${text}: the file is shorter now` : text);
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new FinalError(`the server sends it with Content-Encoding ${encoding}`);
  // Another file comes whole: that is told by its caller.
  if (known !== null && !isSame(known, state)) return;
  const first = status === 206 ? Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]) : 0;
  if (first === from) return;
  throw new FinalError(`the server sends it from byte ${first} on, not from ${from}`);
}
