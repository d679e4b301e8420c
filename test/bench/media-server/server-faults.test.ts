import assert from 'node:assert/strict';

import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { Agent, request } from 'undici';
import { startMediaServer, type Fault, type MediaServer } from '../../../bench/media-server/server.js';
import { faultInPath, get, withServer, type Received } from './with-server.js';

describe('each fault on the wire', () => {
  let server: MediaServer;
  const agent = new Agent();
  before(async () => {
    server = await startMediaServer({
      bodies: 2,
      faultFor: faultInPath,
      retryAfterSeconds: 3,
      dripIntervalMs: 1,
      lateMs: 1,
      endlessBytes: 1_000_000,
      privateUrl: 'http://10.0.0.1/',
    });
  });
  after(async () => {
    await agent.destroy();
    await server.close();
  });

  /** A path with the fault, and what comes for it. */
  async function ask(fault: Fault): Promise<Received> {
    const path = `/${fault}/1_a.jpg`;
    assert.deepEqual(server.expected(path), { fault, body: null });
    const received = await get(agent, server.origin + path);
    assert.deepEqual(server.log.at(-1), { path, fault, status: received.status });
    assert.equal(server.counts[fault], 1);
    return received;
  }

  const statuses = { 'not-found': 404, gone: 410, 'server-error': 500, forbidden: 403 } as const;
  for (const fault of ['not-found', 'gone', 'server-error', 'forbidden'] as const) {
    it(`answers ${fault} with status ${statuses[fault]}`, async () => {
      assert.equal((await ask(fault)).status, statuses[fault]);
    });
  }

  it('redirects to the placeholder, which is a PNG on this server', async () => {
    const { status, headers } = await ask('placeholder');
    assert.equal(status, 302);
    assert.equal(headers['location'], `${server.origin}/pw/images/en-us/photo_unavailable.png`);
    const { headers: target, body } = await get(agent, headers['location']);
    assert.equal(target['content-type'], 'image/png');
    assert.equal((await sharp(body).metadata()).format, 'png');
    assert.equal(server.counts['unavailable'], 1);
  });

  it('asks to wait when throttled', async () => {
    const { status, headers } = await ask('throttled');
    assert.deepEqual([status, headers['retry-after']], [429, '3']);
  });

  for (const [fault, status] of [['html-429', 429] as const, ['html-200', 200] as const]) {
    it(`sends 117 bytes of HTML with status ${status}`, async () => {
      const received = await ask(fault);
      assert.equal(received.status, status);
      assert.equal(received.headers['content-type'], 'text/html');
      assert.equal(received.headers['retry-after'], undefined);
      assert.equal(received.body.length, 117);
      assert.equal(received.body.toString().startsWith('<html>'), true);
    });
  }

  it('resets the connection in mid-body', async () => {
    const { status, error } = await ask('reset');
    assert.deepEqual([status, error], [200, 'ECONNRESET']);
  });

  it('ends the connection at half the length that it announced', async () => {
    const { headers, body, error } = await ask('truncated-length');
    assert.equal(error, 'UND_ERR_SOCKET');
    assert.equal(body.length, Math.floor(Number(headers['content-length']) / 2));
  });

  it('ends a body without length well, but without its end marker', async () => {
    const { headers, body, error } = await ask('truncated-chunked');
    assert.equal(error, null);
    assert.equal(headers['content-length'], undefined);
    assert.deepEqual(body.subarray(0, 2), Buffer.from([0xff, 0xd8]));
    assert.equal(body.includes(Buffer.from([0xff, 0xd9])), false);
  });

  it('announces a JPEG and sends JSON', async () => {
    const { status, headers, body } = await ask('wrong-type');
    assert.deepEqual([status, headers['content-type']], [200, 'image/jpeg']);
    assert.equal(body.toString().startsWith('{"stat":"fail"'), true);
  });

  it('sends nothing, in good order', async () => {
    const { status, headers, body } = await ask('empty');
    assert.deepEqual([status, headers['content-length'], body.length], [200, '0', 0]);
  });

  it('asks to wait when busy', async () => {
    const { status, headers } = await ask('busy');
    assert.deepEqual([status, headers['retry-after']], [503, '3']);
  });

  it('serves the placeholder itself under the path of a photo', async () => {
    const { status, headers, body } = await ask('placeholder-served');
    assert.deepEqual([status, headers['content-type']], [200, 'image/png']);
    assert.deepEqual(body, server.expected('/pw/images/en-us/photo_unavailable.png').body);
  });

  it('asks not to be collected, with a whole picture', async () => {
    const { status, headers, body } = await ask('opted-out');
    assert.deepEqual([status, headers['x-robots-tag']], [200, 'noai']);
    assert.equal((await sharp(body, { failOn: 'warning' }).stats()).isOpaque, true);
  });

  it('sends a whole video for a photo', async () => {
    const { status, headers, body } = await ask('wrong-kind');
    assert.deepEqual([status, headers['content-type']], [200, 'image/jpeg']);
    assert.equal(body.toString('latin1', 4, 12), 'ftypisom');
  });

  it('announces a terabyte and ends long before', async () => {
    const { headers, body, error } = await ask('too-large');
    assert.equal(headers['content-length'], String(2 ** 40));
    assert.equal(error, 'UND_ERR_SOCKET');
    assert.equal(body.length < 200_000, true);
  });

  it('begins as a picture and goes on far beyond it', async () => {
    const { headers, body, error } = await ask('endless');
    assert.deepEqual([error, headers['content-length']], [null, undefined]);
    assert.deepEqual(body.subarray(0, 4), Buffer.from([0xff, 0xd8, 0xff, 0xfe]));
    assert.equal(body.length > 1_000_000, true);
  });

  it('redirects to itself, and to where nobody should go', async () => {
    const loop = await ask('redirect-loop');
    assert.deepEqual([loop.status, loop.headers['location']], [302, `${server.origin}/redirect-loop/1_a.jpg`]);
    const away = await ask('redirect-private');
    assert.deepEqual([away.status, away.headers['location']], [302, 'http://10.0.0.1/']);
  });

  it('sends a good answer late', async () => {
    const { status, body } = await ask('slow-head');
    assert.equal(status, 200);
    assert.equal((await sharp(body, { failOn: 'warning' }).stats()).isOpaque, true);
  });

  for (const [fault, name] of [
    ['closed', 'SocketError'],
    ['garbage', 'HTTPParserError'],
  ] as const) {
    it(`sends no answer: ${fault}`, async () => {
      await assert.rejects(get(agent, `${server.origin}/${fault}/1_a.jpg`), { name });
      assert.deepEqual(server.log.at(-1), { path: `/${fault}/1_a.jpg`, fault, status: 0 });
      assert.equal(server.counts[fault], 1);
    });
  }

  it('drips the body a byte at a time', async () => {
    const { body, headers } = await request(`${server.origin}/drip/1_a.jpg`, { dispatcher: agent });
    const first: number[] = [];
    // Leaving the loop ends the connection.
    for await (const part of body) {
      first.push(...Buffer.from(part));
      if (first.length >= 4) break;
    }
    assert.deepEqual(first.slice(0, 4), [0xff, 0xd8, 0xff, 0xfe]);
    assert.equal(Number(headers['content-length']) > 20_000, true);
  });
});

describe('faults over time', () => {
  it('lets a passing fault pass after the attempts given', async () => {
    const options = { transientAttempts: 2, faultFor: faultInPath };
    await withServer(options, async (server, ask) => {
      const statuses = [];
      for (let attempt = 1; attempt <= 4; attempt += 1) statuses.push((await ask('/server-error/1.jpg')).status);
      assert.deepEqual(statuses, [500, 500, 200, 200]);
      const { fault, body } = server.expected('/server-error/1.jpg');
      assert.equal(fault, 'server-error');
      assert.deepEqual((await ask('/server-error/1.jpg')).body, body);
      assert.deepEqual([server.counts['server-error'], server.counts['ok']], [2, 3]);
    });
  });

  it('lets some paths pass and others not, where it is told by path', async () => {
    const transientAttempts = (path: string): number => (path.endsWith('/1.jpg') ? 1 : Infinity);
    await withServer({ transientAttempts, faultFor: faultInPath }, async (server, ask) => {
      const statuses = [];
      for (const name of ['1.jpg', '1.jpg', '2.jpg', '2.jpg']) statuses.push((await ask(`/busy/${name}`)).status);
      assert.deepEqual(statuses, [503, 200, 503, 503]);
      assert.notEqual(server.expected('/busy/1.jpg').body, null);
      assert.equal(server.expected('/busy/2.jpg').body, null);
    });
  });

  it('never lets a lasting fault pass', async () => {
    await withServer({ transientAttempts: 0, faultFor: faultInPath }, async (server, ask) => {
      assert.equal((await ask('/gone/1.jpg')).status, 410);
      assert.equal((await ask('/gone/1.jpg')).status, 410);
      assert.deepEqual(server.expected('/gone/1.jpg'), { fault: 'gone', body: null });
    });
  });
});
