/** One answer of a web server to a request for a file, or for the rest of it. */
import {
  ChangedError,
  checkAnswer,
  FinalError,
  isPassing,
  parseContentRange,
  type RemoteBody,
  type RemoteRange,
  type RemoteState,
} from './remote-body.js';
import type { Stall } from './stall.js';

export class HttpBody implements RemoteBody {
  readonly state: RemoteState;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #stall: Stall;

  private constructor(state: RemoteState, reader: ReadableStreamDefaultReader<Uint8Array> | null, stall: Stall) {
    this.state = state;
    this.#reader = reader;
    this.#stall = stall;
  }

  /** As `OpenBody` has it. */
  static async open(url: string, range: RemoteRange, stall: Stall): Promise<HttpBody> {
    const response = await stall.during(fetch(url, { headers: headersFor(range), signal: stall.signal }));
    const state = stateOf(response);
    try {
      check(response, range, state);
    } catch (error) {
      await response.body?.cancel();
      throw error;
    }
    if (response.status === 416) await response.body?.cancel();
    return new HttpBody(state, response.status === 416 ? null : (response.body?.getReader() ?? null), stall);
  }

  async next(): Promise<Uint8Array | null> {
    if (this.#reader === null) return null;
    const { done, value } = await this.#stall.during(this.#reader.read());
    return done ? null : value;
  }

  async close(): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
  }
}

function headersFor({ from, to, known }: RemoteRange): Record<string, string> {
  // What is compressed for the way has other offsets; with a range, fetch asks for it as it is.
  if (known?.hasRanges === false) return { 'accept-encoding': 'identity' };
  const headers: Record<string, string> = { range: `bytes=${from}-${to ?? ''}` };
  // RFC 9110, 13.1.5: a weak validator is not for If-Range; the answer's own is compared in any case.
  const validator = known?.validator ?? null;
  if (from > 0 && validator !== null && !validator.startsWith('W/')) headers['if-range'] = validator;
  return headers;
}

function stateOf({ status, headers }: Response): RemoteState {
  const length = headers.get('content-length');
  const bytes = length === null ? null : Number(length);
  return {
    bytes: status === 206 || status === 416 ? parseContentRange(headers.get('content-range') ?? '').bytes : bytes,
    validator: headers.get('etag') ?? headers.get('last-modified'),
    hasRanges: status === 206,
  };
}

function check({ status, statusText, headers }: Response, range: RemoteRange, state: RemoteState): void {
  if (status === 416 && range.known === null && state.bytes === 0) return;
  if (status !== 200 && status !== 206) {
    const text = `the server answers ${status} ${statusText}`.trimEnd();
    if (isPassing(status)) throw new Error(text);
    if (range.known !== null && status === 416) throw new ChangedError(`${text}: the file is shorter now`);
    throw new FinalError(text);
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new FinalError(`the server sends it with Content-Encoding ${encoding}`);
  const first = status === 206 ? parseContentRange(headers.get('content-range') ?? '').first : 0;
  checkAnswer(range, state, first);
}
