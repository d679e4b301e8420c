import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import type { Answer } from '../../../bench/media-server/answer.js';
import { send } from '../../../bench/media-server/send.js';

const HEADERS = { 'Content-Type': 'image/jpeg', 'Content-Length': 6 };
const WHOLE: Answer = {
  status: 200,
  headers: HEADERS,
  parts: [Buffer.from('abc'), Buffer.from('def')],
  ending: 'whole',
};
const HALF: readonly Buffer[] = [Buffer.from('abc'), Buffer.alloc(0)];

interface Received {
  readonly status: number | undefined;
  readonly length: string | undefined;
  readonly body: string;
  /** Error code of the connection; null for a proper end. */
  readonly error: string | null;
}

/** Sends the answer over a real connection and says what came at the other end. */
async function sendAndReceive(answer: Answer, method = 'GET'): Promise<Received> {
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    send(response, answer, {
      isHead: request.method === 'HEAD',
      dripIntervalMs: 1,
      lateMs: 1,
      endlessBytes: 300_000,
      timers,
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  try {
    const asking = request({ host: '127.0.0.1', port: address.port, method });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      asking.once('response', resolve).once('error', reject),
    );
    asking.end();
    const response = await answered;
    const { body, error } = await bodyOf(response);
    assert.equal(timers.size, 0);
    return { status: response.statusCode, length: response.headers['content-length'], body, error };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function bodyOf(response: IncomingMessage): Promise<{ body: string; error: string | null }> {
  let body = '';
  try {
    for await (const bytes of response) body += String(bytes);
    return { body, error: null };
  } catch (error) {
    return { body, error: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}

describe('send', () => {
  it('sends a whole body', async () => {
    assert.deepEqual(await sendAndReceive(WHOLE), { status: 200, length: '6', body: 'abcdef', error: null });
  });

  it('sends the body of a drip whole in the end, and leaves no timer', async () => {
    const received = await sendAndReceive({ ...WHOLE, ending: 'drip' });
    assert.deepEqual(received, { status: 200, length: '6', body: 'abcdef', error: null });
  });

  for (const ending of ['cut', 'reset'] as const) {
    it(`sends what it has before the ${ending}`, async () => {
      const received = await sendAndReceive({ ...WHOLE, parts: HALF, ending });
      assert.deepEqual(received, { status: 200, length: '6', body: 'abc', error: 'ECONNRESET' });
    });
  }

  it('sends a late answer whole, and leaves no timer', async () => {
    const received = await sendAndReceive({ ...WHOLE, ending: 'late' });
    assert.deepEqual(received, { status: 200, length: '6', body: 'abcdef', error: null });
  });

  it('sends the body and goes on far behind it', async () => {
    const { body, error } = await sendAndReceive({ ...WHOLE, headers: {}, ending: 'endless' });
    assert.equal(error, null);
    assert.match(body, /^abcdef(?:more)+$/);
    assert.equal(body.length > 300_000 && body.length < 400_000, true, String(body.length));
  });

  for (const [ending, parts, code] of [
    ['closed', [], 'ECONNRESET'],
    ['raw', [Buffer.from('not HTTP\r\n')], 'HPE_INVALID_CONSTANT'],
  ] as const) {
    it(`sends no head: ${ending}`, async () => {
      await assert.rejects(sendAndReceive({ status: 0, headers: {}, parts, ending }), { code });
    });
  }

  it('ends well without a length, however little it sends', async () => {
    const received = await sendAndReceive({ ...WHOLE, headers: {}, parts: HALF });
    assert.deepEqual(received, { status: 200, length: undefined, body: 'abc', error: null });
  });

  for (const ending of ['whole', 'cut', 'reset', 'drip', 'late', 'endless'] as const) {
    it(`sends the headers alone to HEAD, with a proper end: ${ending}`, async () => {
      const received = await sendAndReceive({ ...WHOLE, ending }, 'HEAD');
      assert.deepEqual(received, { status: 200, length: '6', body: '', error: null });
    });
  }
});
