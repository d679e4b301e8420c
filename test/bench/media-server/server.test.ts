import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { Agent } from 'undici';
import { readAnswerLog } from '../../../bench/media-server/answer-log.js';
import { startMediaServer, type MediaServer } from '../../../bench/media-server/server.js';
import { faultInPath, get, PHOTO, VIDEO, withServer } from './with-server.js';

describe('a media server without faults', () => {
  let server: MediaServer;
  const agent = new Agent();
  before(async () => {
    server = await startMediaServer({ bodies: 2 });
  });
  after(async () => {
    await agent.destroy();
    await server.close();
  });

  it('answers a photo path with the JPEG that it expects', async () => {
    const { status, headers, body } = await get(agent, server.origin + PHOTO);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'image/jpeg');
    assert.equal(headers['content-length'], String(body.length));
    assert.deepEqual(server.expected(PHOTO), { fault: null, body });
    assert.equal(body.includes(PHOTO), true);
    assert.equal((await sharp(body, { failOn: 'warning' }).stats()).isOpaque, true);
  });

  it('answers a video path with an MP4', async () => {
    const { headers, body } = await get(agent, server.origin + VIDEO);
    assert.equal(headers['content-type'], 'video/mp4');
    assert.equal(body.toString('latin1', 4, 12), 'ftypisom');
    assert.deepEqual(server.expected(VIDEO), { fault: null, body });
  });

  it('does not look at the query', async () => {
    const { body } = await get(agent, `${server.origin}${PHOTO}?zz=1`);
    assert.deepEqual(server.expected(PHOTO).body, body);
    assert.equal(server.log.at(-1)?.path, PHOTO);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, body } = await get(agent, server.origin + PHOTO, 'HEAD');
    assert.equal(status, 200);
    assert.equal(headers['content-length'], String(server.expected(PHOTO).body?.length));
    assert.equal(body.length, 0);
  });

  it('answers 404 to a path that names no file', async () => {
    const { status } = await get(agent, `${server.origin}/photos/39089491@N00/`);
    assert.equal(status, 404);
    assert.deepEqual(server.expected('/photos/39089491@N00/'), { fault: null, body: null });
    assert.equal(server.counts['unknown'], 1);
  });
});

describe('a media server of the same seed', () => {
  it('answers the same in another life: bodies and faults', async () => {
    const paths = Array.from({ length: 40 }, (_, index) => `/7205/${index}_df7747990d.jpg`);
    const options = { seed: 5, faultRate: 0.5, faults: ['gone', 'html-200', 'empty'] as const };
    const lives: unknown[] = [];
    for (let life = 1; life <= 2; life += 1) {
      await withServer(options, async (server, ask) => {
        const answers = [];
        for (const path of paths) {
          const { status, body } = await ask(path);
          answers.push({ status, body });
        }
        lives.push(answers);
        assert.equal(server.log.filter(({ fault }) => fault !== null).length, 40 - (server.counts['ok'] ?? 0));
      });
    }
    assert.deepEqual(lives[0], lives[1]);
  });
});

describe('the log', () => {
  it('keeps the first answers up to its limit, while counts go on', async () => {
    await withServer({ logLimit: 2 }, async (server, ask) => {
      for (const path of ['/1.jpg', '/2.jpg', '/3.jpg']) await ask(path);
      assert.deepEqual(server.log, [
        { path: '/1.jpg', fault: null, status: 200 },
        { path: '/2.jpg', fault: null, status: 200 },
      ]);
      assert.equal(server.counts['requests'], 3);
    });
  });
});

describe('the log as a file', () => {
  it('has each answer when it is over, with its host, and whether it was sent to its end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yfcc-media-server-'));
    const logFile = join(folder, 'log.jsonl');
    try {
      let host = '';
      await withServer({ logFile, faultFor: faultInPath }, async (server, ask) => {
        host = `127.0.0.1:${server.port}`;
        await ask('/1.jpg');
        await ask('/truncated-length/1.jpg');
        await ask('/nothing');
        await assert.rejects(ask('/closed/1.jpg'));
      });
      const lines = await readAnswerLog(logFile);
      assert.ok(lines.every(({ milliseconds }) => Number.isInteger(milliseconds) && milliseconds >= 0));
      assert.deepEqual(
        lines.map((line) => Object.assign(line, { milliseconds: 0 })),
        [
          { milliseconds: 0, host, path: '/1.jpg', fault: null, status: 200, isWhole: true },
          {
            milliseconds: 0,
            host,
            path: '/truncated-length/1.jpg',
            fault: 'truncated-length',
            status: 200,
            isWhole: false,
          },
          { milliseconds: 0, host, path: '/nothing', fault: null, status: 404, isWhole: true },
          { milliseconds: 0, host, path: '/closed/1.jpg', fault: 'closed', status: 0, isWhole: false },
        ],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a server with a token bucket', () => {
  it('throttles what is over it, and not for good', async () => {
    // So slow that no token comes while the test runs.
    await withServer({ bucketRate: 1, bucketBurst: 2, retryAfterSeconds: 9 }, async (server, ask) => {
      const answers = [await ask('/1.jpg'), await ask('/2.jpg'), await ask('/3.jpg')];
      assert.deepEqual(
        answers.map(({ status, headers }) => [status, headers['retry-after']]),
        [
          [200, undefined],
          [200, undefined],
          [429, '9'],
        ],
      );
      assert.deepEqual(server.log.at(-1), { path: '/3.jpg', fault: 'throttled', status: 429 });
      assert.equal(server.expected('/3.jpg').fault, null);
    });
  });
});

describe('close', () => {
  it('ends an answer that is still waiting for its delay, and can be called twice', async () => {
    const server = await startMediaServer({ bodies: 2, delayMs: 1_000_000 });
    const agent = new Agent();
    const connected = new Promise<void>((resolve) => void agent.once('connect', () => resolve()));
    const asked = assert.rejects(get(agent, `${server.origin}/1.jpg`), { code: /UND_ERR_SOCKET|ECONNRESET/ });
    await connected;
    await server.close();
    await server.close();
    await asked;
    await agent.destroy();
  });
});

describe('a port that is taken', () => {
  it('stops the start with the error of the system', async () => {
    await withServer({}, async ({ port }) => {
      await assert.rejects(startMediaServer({ port, bodies: 2 }), { code: 'EADDRINUSE' });
    });
  });
});
