import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { parseAllowedHosts } from '../../src/core/allowed-hosts.js';
import { parseResolve } from '../../src/core/resolve.js';
import { createClient, type ClientOptions } from '../../src/media/client.js';
import { fails, OPEN, read } from './exchanges.js';
import { startLoopback } from './loopback.js';
import { selfSigned } from './self-signed.js';

const tls = selfSigned();

const FAILURES: readonly (readonly [path: string, outcome: 'truncated' | 'network', message: RegExp])[] = [
  ['/cut', 'truncated', /other side closed/],
  ['/cut-chunks', 'truncated', /other side closed/],
  ['/bad-chunk', 'truncated', /a chunk without a proper size|^HTTPParserError/],
  ['/hang-up', 'network', /other side closed|ECONNRESET/],
  ['/headers', 'network', /^a head of more than 16384 bytes$|^UND_ERR_HEADERS_OVERFLOW/],
  ['/nonsense', 'network', /no status line|^HTTPParserError/],
];

for (const scheme of ['http', 'https'] as const) {
  /** Resets the connection of `/reset`. */
  let reset = (): unknown => assert.fail('nobody asked for /reset');

  let hangUps = 0;

  const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    '/echo': ({ headers, rawHeaders }, response) =>
      response.end(`${headers.host} ${headers['user-agent']} ${rawHeaders.join(' ').toLowerCase()}`),
    '/twice': (_, response) => response.setHeader('x-robots-tag', ['noindex', 'noai']).end(),
    '/moved': (_, response) => response.writeHead(302, { location: '/echo' }).end(),
    '/hints': (_, response) => response.writeEarlyHints({ link: '</x>; rel=preload' }, () => response.end('late')),
    '/cut': (_, response) =>
      response.writeHead(200, { 'content-length': 10 }).write('half', () => response.socket?.end()),
    '/cut-chunks': (_, response) => response.write('half', () => response.socket?.end()),
    '/bad-chunk': (_, response) =>
      response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nx\r\n'),
    '/reset': (request, response) => {
      response.write('half');
      reset = () => server.reset(request);
    },
    '/hang-up': (_, response) => response.socket?.destroy(),
    '/headers': (_, response) => response.setHeader('x', 'x'.repeat(20_000)).end(),
    '/nonsense': (_, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'),
    '/small': (_, response) => response.writeHead(404).end('no such picture'),
    '/large': (_, response) => response.writeHead(404).end('x'.repeat(16 * 1024 + 1)),
    '/hang-up-once': (_, response) => {
      hangUps += 1;
      if (hangUps === 1) response.socket?.destroy();
      else response.end('again');
    },
    '/wait': (_, response) => response.write('and'),
    '/silent': () => {},
  };
  const server = await startLoopback(
    (request, response) => answers[request.url ?? '']?.(request, response),
    scheme === 'https' ? tls : null,
  );
  const host = `photos.example:${server.port}`;
  const options: ClientOptions = {
    ...OPEN,
    ca: tls.cert,
    resolve: parseResolve([`photos.example:${server.port}:127.0.0.1`]),
  };
  const client = createClient(options);
  after(async () => {
    await client.close();
    await server.close();
  });

  test(`${scheme}: says who it is, and what it takes`, async () => {
    const { head, text } = await read(client, `${server.origin}/echo`);
    assert.equal(head.status, 200);
    const address = `127.0.0.1:${server.port}`;
    assert.equal(
      text,
      `${address} yfcc-test host ${address} connection keep-alive user-agent yfcc-test accept image/*, video/* accept-encoding identity`,
    );
  });

  test(`${scheme}: finds a host by the table of the user`, async () => {
    assert.match((await read(client, `${scheme}://${host}/echo`)).text, new RegExp(`^${host} `));
  });

  test(`${scheme}: follows no redirect`, async () => {
    const { head } = await read(client, `${server.origin}/moved`);
    assert.deepEqual([head.status, head.header('location')], [302, '/echo']);
  });

  test(`${scheme}: joins headers of one name, and has null for none`, async () => {
    const { head } = await read(client, `${server.origin}/twice`);
    assert.deepEqual([head.header('x-robots-tag'), head.header('retry-after')], ['noindex, noai', null]);
  });

  test(`${scheme}: passes over a head that is not the last`, async () => {
    const { head, text } = await read(client, `${server.origin}/hints`);
    assert.deepEqual([head.status, text], [200, 'late']);
  });

  test(`${scheme}: uses a connection again`, async () => {
    await read(client, `${server.origin}/echo`);
    const before = server.connections();
    for (let at = 0; at < 5; at += 1) await read(client, `${server.origin}/echo`);
    assert.equal(server.connections(), before);
  });

  test(`${scheme}: asks again where a kept connection is closed without an answer`, async () => {
    const own = createClient(options);
    await read(own, `${server.origin}/echo`);
    const before = server.connections();
    const { text } = await read(own, `${server.origin}/hang-up-once`);
    assert.deepEqual([text, hangUps, server.connections() - before], ['again', 2, 1]);
    await own.close();
  });

  const UNWANTED: readonly (readonly [path: string, connections: number])[] = [
    ['/small', 0],
    ['/large', 1],
  ];
  for (const [path, connections] of UNWANTED) {
    test(`${scheme}: makes ${connections} new connections behind ${path}, whose body is not wanted`, async () => {
      const own = createClient(options);
      await read(own, `${server.origin}/echo`);
      const before = server.connections();
      const { head, text } = await read(own, server.origin + path, { onHead: () => false });
      assert.deepEqual([head.status, text], [404, '']);
      await read(own, `${server.origin}/echo`);
      assert.equal(server.connections() - before, connections);
      await own.close();
    });
  }

  test(`${scheme}: gives the connection up when there is enough of a body`, async () => {
    const own = createClient(options);
    await read(own, `${server.origin}/echo`);
    const before = server.connections();
    const { text } = await read(own, `${server.origin}/wait`, { onData: () => false });
    await read(own, `${server.origin}/echo`);
    assert.deepEqual([text, server.connections() - before], ['and', 1]);
    await own.close();
  });

  for (const [path, outcome, message] of FAILURES) {
    test(`${scheme}: names what ${path} does: ${outcome}`, async () => {
      await assert.rejects(read(client, server.origin + path), fails(outcome, message));
    });
  }

  test(`${scheme}: names a reset amid a body: network`, async () => {
    const reading = read(client, `${server.origin}/reset`, {
      onData() {
        reset();
        return true;
      },
    });
    await assert.rejects(reading, fails('network', /^ECONNRESET/));
  });

  test(`${scheme}: names a refused connection: network`, async () => {
    const closed = await startLoopback(() => {});
    await closed.close();
    await assert.rejects(read(client, `${scheme}://127.0.0.1:${closed.port}/`), fails('network', /ECONNREFUSED/));
  });

  test(`${scheme}: rejects with what a handler throws`, async () => {
    const bug = new TypeError('a bug');
    const throwIt = (): never => {
      throw bug;
    };
    await assert.rejects(read(client, `${server.origin}/echo`, { onHead: throwIt }), bug);
    await assert.rejects(read(client, `${server.origin}/echo`, { onData: throwIt }), bug);
  });

  test(`${scheme}: rejects with the reason of an abort, before, without and amid an answer`, async () => {
    const reason = new Error('enough');
    const nothing = { onHead: () => assert.fail(), onData: () => assert.fail() };
    const early = client.get(new URL(`${server.origin}/echo`), nothing);
    early.abort(reason);
    await assert.rejects(early.done, reason);
    const silent = client.get(new URL(`${server.origin}/silent`), nothing);
    setImmediate(() => silent.abort(reason));
    await assert.rejects(silent.done, reason);
    const amid = client.get(new URL(`${server.origin}/wait`), {
      onHead: () => true,
      onData() {
        amid.abort(reason);
        return true;
      },
    });
    await assert.rejects(amid.done, reason);
  });

  test(`${scheme}: blocks private addresses in URLs, in DNS and in the table, before anything is sent`, async () => {
    const guarded = createClient({ ...options, allowPrivate: false });
    const before = server.connections();
    for (const name of ['127.0.0.1', 'localhost', 'photos.example', '[::ffff:127.0.0.1]']) {
      const asking = read(guarded, `${scheme}://${name}:${server.port}/echo`);
      await assert.rejects(asking, fails('blocked', /not an address of the public internet/));
    }
    assert.equal(server.connections(), before);
    await guarded.close();
  });

  test(`${scheme}: asks hosts that may be private`, async () => {
    const allowHosts = parseAllowedHosts(['*.example', `127.0.0.1:${server.port}`]);
    const guarded = createClient({ ...options, allowPrivate: false, allowHosts });
    assert.equal((await read(guarded, `${scheme}://${host}/twice`)).head.status, 200);
    assert.equal((await read(guarded, `${server.origin}/twice`)).head.status, 200);
    await assert.rejects(
      read(guarded, `${scheme}://localhost:${server.port}/twice`),
      fails('blocked', /^localhost is/),
    );
    await guarded.close();
  });

  test(`${scheme}: ends what is in flight and all connections when it is closed`, async () => {
    const own = createClient(options);
    await read(own, `${server.origin}/twice`);
    const before = server.connections();
    const reading = read(own, `${server.origin}/wait`, {
      onData() {
        void own.close();
        return true;
      },
    });
    await assert.rejects(reading, fails('network', /the client is closed/));
    await assert.rejects(read(own, `${server.origin}/echo`), fails('network', /the client is closed/));
    assert.equal(server.connections(), before);
    await client.close();
    await server.allEnded();
  });
}

test('trusts no certificate of its own making', async () => {
  const server = await startLoopback((_, response) => response.end(), tls);
  const client = createClient(OPEN);
  await assert.rejects(read(client, server.origin), fails('network', /SELF_SIGNED|self-signed/));
  await client.close();
  await server.close();
});

test('refuses a User-Agent that would end its line', () => {
  for (const userAgent of ['a\r\nx: y', 'a\nb', 'a\u010db'])
    assert.throws(() => createClient({ ...OPEN, userAgent }), { code: 'usage' });
});
