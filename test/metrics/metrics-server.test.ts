import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import { openMetricsServer } from '../../src/metrics/metrics-server.js';
import { startLoopback } from '../media/loopback.js';

const ANY = { host: '127.0.0.1', port: 0 };

const textOf = (read: () => Promise<string>) => ({ contentType: 'text/plain; version=0.0.4', read });

async function withServer(read: () => Promise<string>, work: (url: string) => Promise<void>): Promise<void> {
  const server = await openMetricsServer(ANY, textOf(read));
  try {
    await work(server.url);
  } finally {
    await server.close();
  }
}

test('gives the text to GET, and its head to HEAD, whatever the query', async () => {
  await withServer(
    async () => 'ä 1\n',
    async (url) => {
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
      for (const method of ['GET', 'HEAD']) {
        const response = await fetch(`${url}?x=1`, { method });
        assert.deepEqual(
          [response.status, response.headers.get('content-type'), response.headers.get('content-length')],
          [200, 'text/plain; version=0.0.4', '5'],
        );
        assert.equal(await response.text(), method === 'GET' ? 'ä 1\n' : '');
      }
    },
  );
});

for (const [method, path, status, allow] of [
  ['GET', '/', 404, null],
  ['GET', '/metrics/', 404, null],
  ['GET', '/metrics2', 404, null],
  ['GET', '//metrics', 404, null],
  ['POST', '/metrics', 405, 'GET, HEAD'],
  ['DELETE', '/metrics', 405, 'GET, HEAD'],
] as const) {
  test(`answers ${method} ${path} with ${status}, and reads nothing for it`, async () => {
    await withServer(assert.fail, async (url) => {
      const response = await fetch(new URL(url).origin + path, { method });
      assert.deepEqual([response.status, response.headers.get('allow')], [status, allow]);
      assert.doesNotMatch(await response.text(), /\/(tmp|home|root)\b/);
    });
  });
}

test('says no more than that it could not, when it could not', async () => {
  const read = (): Promise<string> => Promise.reject(new Error('/secret/path'));
  await withServer(read, async (url) => {
    const response = await fetch(url);
    assert.deepEqual([response.status, await response.text()], [500, 'The metrics could not be read.\n']);
  });
});

test('reads once for all who ask at the same time', async () => {
  const events = new EventEmitter();
  let reads = 0;
  const read = async (): Promise<string> => {
    reads += 1;
    if (reads > 1) return 'a 1\n';
    events.emit('reading');
    await once(events, 'go on');
    return 'a 1\n';
  };
  await withServer(read, async (url) => {
    const reading = once(events, 'reading');
    const asked = [fetch(url), fetch(url), fetch(url)];
    await reading;
    events.emit('go on');
    const answers = await Promise.all(asked);
    assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), ['a 1\n', 'a 1\n', 'a 1\n']);
    assert.ok(reads < 3, `${reads}`);
  });
});

test('takes no more connections than a few', async () => {
  await withServer(
    async () => 'a 1\n',
    async (url) => {
      const { hostname, port } = new URL(url);
      const sockets = Array.from({ length: 40 }, () => connect(Number(port), hostname));
      const dropped = new Set(sockets);
      let ends = 0;
      await new Promise<void>((resolve) => {
        for (const socket of sockets) {
          socket.on('error', () => {});
          socket.on('close', () => {
            ends += 1;
            dropped.delete(socket);
            if (ends === 24) resolve();
          });
        }
      });
      assert.equal(dropped.size, 16);
      for (const socket of sockets) socket.destroy();
    },
  );
});

test('ends connections that are kept alive when it is closed', async () => {
  const server = await openMetricsServer(
    ANY,
    textOf(async () => 'a 1\n'),
  );
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const ended = once(socket, 'close');
  socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  await server.close();
  socket.resume();
  await ended;
});

test('refuses a port in use, and an address that is none of this machine, as bad usage', async () => {
  const taken = await startLoopback((_request, response) => response.end());
  const { port } = taken;
  await assert.rejects(openMetricsServer({ host: '127.0.0.1', port }, textOf(assert.fail)), {
    code: 'usage',
    message: `Expected --metrics to be a port that is free at 127.0.0.1, got ${port}, which is in use: another, or --metrics 0 for any.`,
  });
  await taken.close();
  await assert.rejects(openMetricsServer({ host: '192.0.2.1', port: 0 }, textOf(assert.fail)), {
    code: 'usage',
    message: 'Expected --metrics to be a port that is free at 192.0.2.1, got 0, which is no address of this machine.',
  });
});

test('writes an IPv6 address in brackets', async (t) => {
  const server = await openMetricsServer(
    { host: '::1', port: 0 },
    textOf(async () => 'a 1\n'),
  ).catch(() => null);
  if (server === null) return t.skip('there is no IPv6 here');
  assert.match(server.url, /^http:\/\/\[::1\]:\d+\/metrics$/);
  assert.equal(await (await fetch(server.url)).text(), 'a 1\n');
  await server.close();
});
