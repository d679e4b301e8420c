import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { createClient, FetchFailure, type ClientOptions } from '../../src/media/client.js';
import { parseResolve } from '../../src/core/resolve.js';
import { startLoopback } from './loopback.js';

const NEVER = new AbortController().signal;

/** Resets the connection of `/reset`. */
let reset = (): unknown => assert.fail('nobody asked for /reset');

const server = await startLoopback((request, response) => {
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/echo': () => response.end(`${request.headers.host} ${request.headers['user-agent']}`),
    '/twice': () => response.setHeader('x-robots-tag', ['noindex', 'noai']).end(),
    '/moved': () => response.writeHead(302, { location: '/echo' }).end(),
    '/cut': () => response.writeHead(200, { 'content-length': 10 }).write('half', () => response.socket?.end()),
    '/reset': () => {
      response.write('half');
      reset = () => response.socket?.resetAndDestroy();
    },
    '/hang-up': () => response.socket?.destroy(),
    '/headers': () => response.setHeader('x', 'x'.repeat(20_000)).end(),
    '/nonsense': () => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'),
    '/wait': () => response.write('and'),
    '/silent': () => {},
  };
  answers[request.url ?? '']?.(response);
});
after(() => server.close());

const OPTIONS: ClientOptions = {
  connections: 2,
  connectTimeoutMs: 1000,
  userAgent: 'yfcc-test',
  resolve: parseResolve([`photos.example:${server.port}:127.0.0.1`]),
  allowPrivate: true,
};

const client = createClient(OPTIONS);

async function text(url: string, signal = NEVER): Promise<string> {
  const answer = await client.get(new URL(url), signal);
  let body = '';
  for await (const chunk of answer.body) body += Buffer.from(chunk).toString();
  return body;
}

function fails(outcome: string, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert(error instanceof FetchFailure);
    assert.match(error.message, message);
    assert.equal(error.outcome, outcome);
    return true;
  };
}

test('says who it is', async () => {
  assert.equal(await text(`${server.origin}/echo`), `127.0.0.1:${server.port} yfcc-test`);
});

test('finds a host by the table of the user', async () => {
  const host = `photos.example:${server.port}`;
  assert.equal(await text(`http://${host}/echo`), `${host} yfcc-test`);
});

test('follows no redirect', async () => {
  const answer = await client.get(new URL(`${server.origin}/moved`), NEVER);
  assert.deepEqual([answer.status, answer.header('location')], [302, '/echo']);
  await answer.discard();
});

test('joins headers of one name, and has null for none', async () => {
  const answer = await client.get(new URL(`${server.origin}/twice`), NEVER);
  assert.deepEqual([answer.header('x-robots-tag'), answer.header('retry-after')], ['noindex, noai', null]);
  await answer.discard();
});

test('uses a connection again', async () => {
  await text(`${server.origin}/echo`);
  const before = server.connections();
  for (let at = 0; at < 5; at += 1) await text(`${server.origin}/echo`);
  assert.equal(server.connections(), before);
});

const FAILURES: readonly (readonly [path: string, outcome: string, message: RegExp])[] = [
  ['/cut', 'truncated', /other side closed/],
  ['/hang-up', 'network', /other side closed/],
  ['/headers', 'network', /^UND_ERR_HEADERS_OVERFLOW/],
  ['/nonsense', 'network', /^HTTPParserError/],
];

for (const [path, outcome, message] of FAILURES) {
  test(`names what ${path} does: ${outcome}`, async () => {
    await assert.rejects(text(server.origin + path), fails(outcome, message));
  });
}

test('names a reset amid a body: network', async () => {
  const { body } = await client.get(new URL(`${server.origin}/reset`), NEVER);
  const reading = (async () => {
    for await (const chunk of body) {
      assert.equal(Buffer.from(chunk).toString(), 'half');
      reset();
    }
  })();
  await assert.rejects(reading, fails('network', /^ECONNRESET/));
});

test('names a refused connection: network', async () => {
  const closed = await startLoopback(() => {});
  await closed.close();
  await assert.rejects(text(closed.origin), fails('network', /ECONNREFUSED/));
});

test('blocks private addresses in URLs, in DNS and in the table, before anything is sent', async () => {
  const guarded = createClient({ ...OPTIONS, allowPrivate: false });
  const before = server.connections();
  for (const host of ['127.0.0.1', 'localhost', 'photos.example', '[::ffff:127.0.0.1]']) {
    const url = new URL(`http://${host}:${server.port}/echo`);
    await assert.rejects(guarded.get(url, NEVER), fails('blocked', /not an address of the public internet/));
  }
  assert.equal(server.connections(), before);
  await guarded.close();
});

test('rejects with the reason of the signal, before, without and amid an answer', async () => {
  const reason = new Error('enough');
  await assert.rejects(text(`${server.origin}/echo`, AbortSignal.abort(reason)), reason);
  for (const path of ['/silent', '/wait']) {
    const stop = new AbortController();
    const reading = text(server.origin + path, stop.signal);
    setImmediate(() => stop.abort(reason));
    await assert.rejects(reading, reason);
  }
});

test('ends all connections when it is closed', async () => {
  const own = createClient(OPTIONS);
  await Promise.all([1, 2].map(async () => (await own.get(new URL(`${server.origin}/twice`), NEVER)).discard()));
  await client.close();
  await own.close();
  await server.allEnded();
});
