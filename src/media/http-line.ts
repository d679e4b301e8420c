/** Lines of HTTP/1.1 (a head, chunk sizes, trailers) out of bytes that are cut anywhere; RFC 9112, section 2.2, without its leniency. */

/** Bytes that are no answer as RFC 9112 has it. */
export class MalformedAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedAnswer';
  }
}

export interface LineReader {
  /** The next line of `chunk` from `from` on, without its CRLF; null when its end is yet to come. Throws `MalformedAnswer`. */
  read(chunk: Buffer, from: number): string | null;
  /** Where in the chunk the last reading ended. */
  end(): number;
  /** Forgets what it has read. */
  restart(): void;
}

const LF = 0x0a;

/** Reads lines that have at most `maxBytes` in all; `what` they are is for the error. */
export function createLineReader(what: string, maxBytes: number): LineReader {
  let begun = '';
  let bytes = 0;
  let end = 0;

  return {
    read(chunk, from) {
      const at = chunk.indexOf(LF, from);
      end = at < 0 ? chunk.length : at + 1;
      bytes += end - from;
      if (bytes > maxBytes) throw new MalformedAnswer(`${what} of more than ${maxBytes} bytes`);
      const text = begun + chunk.toString('latin1', from, end);
      if (at < 0) {
        begun = text;
        return null;
      }
      begun = '';
      if (!text.endsWith('\r\n')) throw new MalformedAnswer(`${what} with a line that ends without CR`);
      return text.slice(0, -2);
    },
    end: () => end,
    restart() {
      begun = '';
      bytes = 0;
    },
  };
}
