/** What a client tells of an answer, gathered; and clients that may ask this machine. */
import assert from 'node:assert/strict';
import {
  FetchFailure,
  type AnswerHandler,
  type Client,
  type ClientOptions,
  type Exchange,
  type Head,
} from '../../src/media/client.js';

export const OPEN: ClientOptions = {
  connectTimeoutMs: 5000,
  userAgent: 'yfcc-test',
  resolve: new Map(),
  allowPrivate: true,
  allowHosts: [],
  proxies: { http: null, https: null, no: '' },
};

export interface Told {
  readonly head: Head;
  readonly text: string;
}

/** Resolves with the whole answer; `own` replaces what the handler does. */
export function read(client: Client, url: string, own: Partial<AnswerHandler> = {}): Promise<Told> {
  return gather((handler) => client.get(new URL(url), handler), own);
}

/** The same for what is begun by `start`. */
export async function gather(
  start: (handler: AnswerHandler) => Exchange,
  own: Partial<AnswerHandler> = {},
): Promise<Told> {
  let head: Head | null = null;
  let text = '';
  const exchange = start({
    onHead(came) {
      assert.equal(head, null, 'one head');
      head = came;
      return own.onHead?.(came) ?? true;
    },
    onData(chunk) {
      text += Buffer.from(chunk).toString('latin1');
      return own.onData?.(chunk) ?? true;
    },
  });
  await exchange.done;
  return { head: head ?? assert.fail('no head'), text };
}

/** For `assert.rejects`: a failure with this outcome, whose message fits. */
export function fails(outcome: FetchFailure['outcome'], message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert(error instanceof FetchFailure, String(error));
    assert.match(error.message, message);
    assert.equal(error.outcome, outcome);
    return true;
  };
}
