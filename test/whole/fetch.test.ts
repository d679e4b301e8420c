import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runMain, runMainWith } from '../cli/fake-terminal.js';
import { startCuttingProxy } from '../engine/cutting-proxy.js';
import { startFileServer } from '../engine/file-server.js';
import { BUCKET, NO_S3_SERVER, startS3Server, type S3Server } from '../engine/s3-server.js';
import { startLoopback } from '../media/loopback.js';
import { startYfcc, yfcc } from './command.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';

const scratch = await scratchFolder('fetch');
const BYTES = randomBytes(6_000_000);
const NAME = 'yfcc100m_exif.bz2';
const folder = (name: string): string => join(scratch, name);

/** Sends a file in steps, each when `onSent` lets it; tells from which byte on it was asked for. */
async function startSlowServer(onSent: (bytes: number) => void, etag: () => string) {
  const asked: number[] = [];
  const server = await startLoopback((request, response) => {
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const condition = request.headers['if-range'];
    const first = condition === undefined || condition === etag() ? Number(from) : 0;
    const end = to === '' ? BYTES.length : Math.min(BYTES.length, Number(to) + 1);
    response.writeHead(condition === undefined || condition === etag() ? 206 : 200, {
      'content-length': end - first,
      'content-range': `bytes ${first}-${end - 1}/${BYTES.length}`,
      etag: etag(),
    });
    if (to !== '') return void response.end(BYTES.subarray(first, end));
    asked.push(first);
    const step = (at: number): void => {
      onSent(at);
      if (at >= end) response.end();
      else response.write(BYTES.subarray(at, at + 100_000), () => setImmediate(step, at + 100_000));
    };
    step(first);
  });
  return { ...server, url: `${server.origin}/some/where/${NAME}?token=1`, asked };
}

describe('yfcc fetch', () => {
  it('that is killed again and again goes on at the byte where it was', { timeout: 60_000 }, async () => {
    const out = folder('killed');
    const random = seededRandom(8);
    let child: ReturnType<typeof startYfcc>['child'] | null = null;
    let killAt = 0;
    let had = 0;
    const part = join(out, `${NAME}.part`);
    const sizeOfPart = (): number => (existsSync(part) ? statSync(part).size : 0);
    // What was sent may lie in the system's buffers, of which a process that is killed has nothing.
    const killWhenItHasMore = (): void => {
      if (sizeOfPart() > had) child?.kill('SIGKILL');
      else if (child !== null) setImmediate(killWhenItHasMore);
    };
    const server = await startSlowServer(
      (bytes) => {
        if (bytes > killAt) killWhenItHasMore();
      },
      () => '"1"',
    );
    try {
      const expectedFrom: number[] = [];
      for (let round = 0; round < 4; round++) {
        had = sizeOfPart();
        expectedFrom.push(had);
        killAt = had + 200_000 + random(1_000_000);
        const started = startYfcc(['fetch', server.url, '--out', out]);
        child = started.child;
        assert.equal((await started.ended).signal, 'SIGKILL');
        assert.ok(!existsSync(join(out, NAME)));
        const bytes = readFileSync(part);
        assert.ok(bytes.length > had && bytes.equals(BYTES.subarray(0, bytes.length)));
      }
      child = null;
      had = sizeOfPart();
      const last = await yfcc(['fetch', server.url, '--out', out]);
      assert.equal(last.code, 0, last.stderr);
      assert.match(last.stdout, new RegExp(`^${join(out, NAME)} {2}6\\.0 MB, gone on with behind byte ${had}\n`));
      assert.deepEqual(server.asked, [...expectedFrom, had]);
      assert.deepEqual(readdirSync(out), [NAME]);
      assert.ok(readFileSync(join(out, NAME)).equals(BYTES));
    } finally {
      await server.close();
    }
  });

  it('begins a file anew that became another one between two runs', { timeout: 60_000 }, async () => {
    const out = folder('changed');
    let etag = '"1"';
    const server = await startFileServer({ bytes: () => BYTES, etag: () => etag });
    try {
      mkdirSync(out);
      writeFileSync(join(out, 'a.part'), Buffer.alloc(1000));
      writeFileSync(join(out, 'a.part-state'), JSON.stringify({ bytes: BYTES.length, validator: '"1"' }));
      etag = '"2"';
      const ended = await runMain('fetch', server.url, '--out', out);
      assert.equal(ended.code, 0, ended.stderr);
      assert.deepEqual(readdirSync(out), ['a']);
      assert.ok(readFileSync(join(out, 'a')).equals(BYTES));
    } finally {
      await server.close();
    }
  });

  it('begins a file anew that becomes another one on the way, and says so', { timeout: 60_000 }, async () => {
    const out = folder('changing');
    let now = BYTES;
    let etag = '"1"';
    const server = await startFileServer({
      bytes: () => now,
      etag: () => etag,
      cutAfter: (request) => {
        if (request !== 1) return null;
        now = BYTES.subarray(7);
        etag = '"2"';
        return 1_000_000;
      },
    });
    try {
      const ended = await runMain('fetch', server.url, '--out', out);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stderr, /warning: http:.* has become another file behind byte \d+: it is fetched anew\n/);
      assert.ok(readFileSync(join(out, 'a')).equals(now));
    } finally {
      await server.close();
    }
  });

  it('leaves a file alone whose size fits, and refuses one whose size does not', { timeout: 60_000 }, async () => {
    const out = folder('there');
    const server = await startFileServer({ bytes: () => BYTES });
    try {
      const args = ['fetch', server.url, '--out', out];
      assert.equal((await runMain(...args)).code, 0);
      const requests = server.requests.length;
      const again = await runMain(...args);
      assert.deepEqual([again.code, server.requests.length], [0, requests + 1]);
      assert.match(
        again.stdout,
        /\/a {2}6\.0 MB, was there\nDone: 1 file, 6\.0 MB in .*; 0 bytes of it now, in 0s\.\n$/,
      );
      writeFileSync(join(out, 'a'), 'short');
      const refused = await runMain(...args);
      assert.equal(refused.code, 4);
      assert.match(refused.stderr, /or one of 6000000 bytes as on the server, got a file of 5 bytes\..*--overwrite/);
      assert.equal(readFileSync(join(out, 'a'), 'utf8'), 'short');
      const replaced = await runMain(...args, '--overwrite');
      assert.equal(replaced.code, 0, replaced.stderr);
      assert.ok(readFileSync(join(out, 'a')).equals(BYTES));
    } finally {
      await server.close();
    }
  });

  it('ends with 130 after a signal, and goes on', { timeout: 60_000 }, async () => {
    const out = folder('stopped');
    let stop: () => void = () => {};
    const server = await startSlowServer(
      (bytes) => {
        if (bytes >= 1_000_000) stop();
      },
      () => '"1"',
    );
    try {
      const args = ['fetch', server.url, '--out', out];
      const stopped = await runMainWith((_text, signals) => {
        stop = () => signals.emit('SIGINT');
      }, args);
      stop = () => {};
      assert.deepEqual([stopped.code, stopped.handlers], [130, 0]);
      assert.match(stopped.stderr, /\nyfcc: Stopped\. Give the same command again to go on where it is\.\n$/);
      const had = statSync(join(out, `${NAME}.part`)).size;
      assert.equal((await runMain(...args)).code, 0);
      assert.deepEqual(server.asked, [0, had]);
      assert.ok(readFileSync(join(out, NAME)).equals(BYTES));
    } finally {
      await server.close();
    }
  });

  it('tells a program how far it is, and what went wrong', { timeout: 60_000 }, async () => {
    const out = folder('json');
    const server = await startFileServer({ bytes: () => BYTES, status: (request) => (request > 1 ? 404 : null) });
    try {
      const args = ['fetch', server.url, '--out', out, '--log', 'json'];
      const events = (text: string): Record<string, unknown>[] =>
        text
          .trimEnd()
          .split('\n')
          .map((line): Record<string, unknown> => JSON.parse(line));
      const ended = await runMain(...args);
      const [start, file, end, ...more] = events(ended.stderr);
      assert.deepEqual([ended.code, ended.stdout, more], [0, '', []]);
      const path = join(out, 'a');
      const whole = { url: server.url, path, bytes: BYTES.length, from: 0 };
      assert.deepEqual([start?.['event'], start?.['files']], ['start', [whole]]);
      assert.deepEqual({ ...file, time: 0 }, { time: 0, event: 'file', ...whole });
      assert.deepEqual([end?.['event'], end?.['fetchedBytes'], end?.['files']], ['end', BYTES.length, [whole]]);
      const failed = await runMain(...args);
      assert.equal(failed.code, 3);
      const [error, ...others] = events(failed.stderr);
      assert.deepEqual(
        [error?.['event'], error?.['code'], error?.['file'], others],
        ['error', 'bad-input', server.url, []],
      );
    } finally {
      await server.close();
    }
  });

  it('fetches several files, none of them under its name before it is whole', { timeout: 60_000 }, async () => {
    const out = folder('several');
    const first = await startFileServer({ bytes: () => BYTES });
    const second = await startFileServer({
      bytes: () => BYTES,
      hasRanges: false,
      cutAfter: (request) => (request === 1 ? 1_000_000 : null),
    });
    try {
      const args = ['fetch', first.url, second.url.replace(/a$/, 'b'), '--out', out];
      const broken = await runMain(...args);
      assert.equal(broken.code, 3);
      assert.match(broken.stderr, /, and the server sends no ranges to go on with\. Give the same command again/);
      assert.deepEqual(readdirSync(out), ['a', 'b.part', 'b.part-state']);
      const ended = await runMain(...args);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stdout, /\/a {2}6\.0 MB, was there\n.*\/b {2}6\.0 MB\nDone: 2 files, 12\.0 MB in /);
      for (const name of ['a', 'b']) assert.ok(readFileSync(join(out, name)).equals(BYTES));
    } finally {
      await first.close();
      await second.close();
    }
  });
});

describe('yfcc fetch from S3', { skip: NO_S3_SERVER }, () => {
  let server: S3Server;
  before(async () => {
    server = await startS3Server();
  });
  after(() => server.close());

  it('brings a file whole over connections that break', { timeout: 60_000 }, async () => {
    await server.put('a folder/a file.bz2', BYTES, 'public-read');
    const random = seededRandom(2);
    const proxy = await startCuttingProxy(server.port, (number) => (number === 0 ? null : 1000 + random(4_000_000)));
    try {
      const out = folder('s3');
      const s3 = ['--s3-endpoint', proxy.origin, '--s3-region', 'us-east-1', '--s3-anonymous'];
      const ended = await runMain('fetch', `s3://${BUCKET}/a folder/a file.bz2`, '--out', out, ...s3);
      assert.equal(ended.code, 0, ended.stderr);
      assert.ok(proxy.requests.length > 2);
      assert.deepEqual(readdirSync(out), ['a file.bz2']);
      assert.ok(readFileSync(join(out, 'a file.bz2')).equals(BYTES));
    } finally {
      await proxy.close();
    }
  });
});
