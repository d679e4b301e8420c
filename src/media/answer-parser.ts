/**
 * Reads one HTTP/1.1 answer to a GET as its bytes come, cut anywhere: RFC 9112, strictly. What two readers could
 * understand in two ways is refused.
 */
import { addField, makeHead, parseStatusLine, type AnswerHead, type StatusLine } from './answer-head.js';
import { MAX_HEAD_BYTES } from './exchange.js';
import { FetchFailure } from './fetch-failure.js';
import { createLineReader, MalformedAnswer, type LineReader } from './http-line.js';

/** What the answer is read for; false stops the reading. */
export interface AnswerEvents {
  onHead(head: AnswerHead): boolean;
  /** Bytes of the body, without what stands around its chunks. */
  onData(chunk: Uint8Array): boolean;
}

/** `beyond`: it has ended, and bytes that nobody asked for came behind it. */
export type Progress = 'more' | 'end' | 'beyond' | 'stopped';

export interface AnswerParser {
  /** Throws `FetchFailure` (`network` before the head's end, `truncated` behind it), and what an event throws. */
  feed(chunk: Buffer): Progress;
  /** The connection has ended in good order. Throws `FetchFailure` when the answer has not. */
  finish(): void;
  /** Makes it ready for the answer to another request, whatever came of the one before. */
  restart(): void;
}

/** `size`, `chunk`, `gap` and `trailer` are the parts of a chunked body, section 7.1; `gap` is the CRLF behind a chunk. */
type Step = 'head' | 'body' | 'size' | 'chunk' | 'gap' | 'trailer' | 'end';

/** A chunk's size, up to what a number holds exactly, and its extensions, which nobody asks for. */
const CHUNK_SIZE = /^([0-9A-Fa-f]{1,12})(;[\t -~\u0080-\u00ff]*)?$/;

export function createAnswerParser(events: AnswerEvents): AnswerParser {
  const head = createLineReader('a head', MAX_HEAD_BYTES);
  let step: Step = 'head';
  let first: StatusLine | null = null;
  let fields = new Map<string, string>();
  /** Of the body, or of the chunk. */
  let left = 0;
  let size: LineReader | null = null;
  let trailers: LineReader | null = null;
  let extensionBytes = 0;

  /** Takes a line of a head, which is judged at once: what speaks another protocol may send nothing more. False: stop. */
  function addHeadLine(line: string): boolean {
    if (first === null) first = parseStatusLine(line);
    else if (line !== '') addField(fields, line);
    else return endHead(first);
    return true;
  }

  function endHead(status: StatusLine): boolean {
    const answer = makeHead(status, fields);
    if (answer.status === 101) throw new MalformedAnswer('status 101, which was not asked for');
    if (answer.status < 200) {
      first = null;
      fields = new Map();
      return true;
    }
    const { framing } = answer;
    if (framing.kind === 'chunked') step = 'size';
    else {
      left = framing.kind === 'close' ? Infinity : framing.kind === 'length' ? framing.bytes : 0;
      step = left === 0 ? 'end' : 'body';
    }
    return events.onHead(answer);
  }

  function startChunk(line: string): void {
    const [, digits, extensions = ''] = CHUNK_SIZE.exec(line) ?? [];
    if (digits === undefined) throw new MalformedAnswer('a chunk without a proper size');
    extensionBytes += extensions.length;
    if (extensionBytes > MAX_HEAD_BYTES) {
      throw new MalformedAnswer(`extensions of chunks of more than ${MAX_HEAD_BYTES} bytes`);
    }
    left = Number.parseInt(digits, 16);
    step = left === 0 ? 'trailer' : 'chunk';
  }

  /** Reads a line of `reader`, and gives where it ends. */
  function readLine(reader: LineReader, chunk: Buffer, at: number, take: (line: string) => void): number {
    const line = reader.read(chunk, at);
    if (line !== null) take(line);
    return reader.end();
  }

  function endChunk(line: string): void {
    if (line !== '') throw new MalformedAnswer('a chunk longer than it says');
    step = 'size';
  }

  function addTrailer(line: string): void {
    if (line === '') step = 'end';
    else addField(new Map(), line);
  }

  function read(chunk: Buffer): Progress {
    let at = 0;
    while (at < chunk.length) {
      switch (step) {
        case 'head': {
          const line = head.read(chunk, at);
          at = head.end();
          if (line !== null && !addHeadLine(line)) return 'stopped';
          break;
        }
        case 'body':
        case 'chunk': {
          const to = Math.min(chunk.length, at + left);
          const part = at === 0 && to === chunk.length ? chunk : chunk.subarray(at, to);
          left -= to - at;
          at = to;
          if (left === 0) step = step === 'body' ? 'end' : 'gap';
          if (!events.onData(part)) return 'stopped';
          break;
        }
        case 'size':
          size ??= createLineReader('the size of a chunk', MAX_HEAD_BYTES);
          at = readLine(size, chunk, at, startChunk);
          if (step !== 'size') size = null;
          break;
        case 'gap':
          size ??= createLineReader('the end of a chunk', 2);
          at = readLine(size, chunk, at, endChunk);
          if (step !== 'gap') size = null;
          break;
        case 'trailer':
          trailers ??= createLineReader('trailers', MAX_HEAD_BYTES);
          at = readLine(trailers, chunk, at, addTrailer);
          break;
        case 'end':
          return 'beyond';
      }
    }
    return step === 'end' ? 'end' : 'more';
  }

  return {
    feed(chunk) {
      try {
        return read(chunk);
      } catch (error) {
        if (!(error instanceof MalformedAnswer)) throw error;
        throw new FetchFailure(step === 'head' ? 'network' : 'truncated', error.message, error);
      }
    },
    finish() {
      if (step === 'end' || (step === 'body' && left === Infinity)) return;
      throw new FetchFailure(step === 'head' ? 'network' : 'truncated', 'other side closed');
    },
    restart() {
      head.restart();
      step = 'head';
      first = null;
      fields = new Map();
      left = 0;
      size = null;
      trailers = null;
      extensionBytes = 0;
    },
  };
}
