/** An answer whose head is judged first, and whose body is then pulled. */
import type { Client, Head } from './client.js';
import { DISCARD_BYTES } from './exchange.js';

/** The head of an answer, and its body as it comes. Read the body to its end, leave its loop, or discard it: else its connection stays taken. */
export interface Answer extends Head {
  /** Throws `FetchFailure` where the connection breaks, and the signal's reason when it aborts. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Throws the body away, and keeps the connection if the body is small. Never rejects. */
  readonly discard: () => Promise<void>;
}

/** Rejects with `FetchFailure`, and with the signal's reason when it aborts. */
export function ask(client: Client, url: URL, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const chunks: Uint8Array[] = [];
    let end: { readonly error: unknown } | 'proper' | null = null;
    let leftToDiscard: number | null = null;
    let wake = (): void => {};
    const follow = (): void => exchange.abort(signal.reason);

    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          const chunk = chunks.shift();
          if (chunk !== undefined) yield chunk;
          else if (end === 'proper') return;
          else if (end !== null) throw end.error;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        exchange.abort(new Error('left'));
      }
    }

    const exchange = client.get(url, {
      onHead(head) {
        resolve({
          ...head,
          body: body(),
          async discard() {
            leftToDiscard = DISCARD_BYTES - chunks.reduce((bytes, chunk) => bytes + chunk.length, 0);
            if (leftToDiscard < 0 || Number(head.header('content-length') ?? 0) > DISCARD_BYTES) {
              exchange.abort(new Error('discarded'));
            }
            await exchange.done.catch(() => {});
          },
        });
        return true;
      },
      onData(chunk) {
        if (leftToDiscard !== null) return (leftToDiscard -= chunk.length) >= 0;
        chunks.push(Uint8Array.from(chunk));
        wake();
        return true;
      },
    });
    signal.addEventListener('abort', follow, { once: true });
    const settle = (how: typeof end): void => {
      signal.removeEventListener('abort', follow);
      end = how;
      wake();
    };
    exchange.done.then(
      () => settle('proper'),
      (error: unknown) => {
        settle({ error });
        reject(error);
      },
    );
  });
}
