import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { startMediaServer } from '../../bench/media-server/server.js';
import { mediaPath } from '../../src/core/output-path.js';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createFetcher } from '../../src/media/fetcher.js';
import { fetchersIn, ID, NEVER, sha256, wanted } from './fetchers.js';
import { startLoopback } from './loopback.js';
import { jpeg, png, video } from './sample-media.js';

const root = await mkdtemp(join(tmpdir(), 'yfcc-fetcher-'));

/** Answers by path that the media server has no fault for. */
const server = await startLoopback(({ url = '' }, response) => {
  if (url === '/forbidden') response.writeHead(403).end();
  if (url === '/nothing') response.writeHead(404).end();
  if (url === '/noai') response.setHeader('x-robots-tag', 'noai').end(jpeg());
  if (url === '/large') response.setHeader('content-length', 200_001).write(jpeg());
  if (url === '/endless') response.write(jpeg(300_000));
  if (url === '/inside') response.writeHead(302, { location: 'http://10.0.0.1/x.jpg' }).end();
  if (url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  if (url === '/placeholder') response.writeHead(302, { location: 'http://10.0.0.1/photo_unavailable_l.png' }).end();
  if (url === '/head-only') response.writeHead(200).flushHeaders();
  if (url === '/page') response.setHeader('content-type', 'text/html').end('<p>'.repeat(1000));
  if (url === '/png') response.end(png());
  if (url === '/video') response.end(video());
  if (url === '/mirror/4e2/6985418911.jpg') response.end(jpeg());
});
after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const { options: OPTIONS, withFetcher, fetchOne } = fetchersIn(root);

beforeEach(async () => {
  await rm(root, { recursive: true });
  await mkdir(OPTIONS.tmpDir, { recursive: true });
});

async function outFile(path: string | null): Promise<Buffer> {
  assert(path !== null);
  return readFile(join(OPTIONS.outDir, path));
}

test('fetches photos and videos to their places, with size, hash and type', async (t) => {
  const media = await startMediaServer();
  t.after(() => media.close());
  const photo = '/7205/6985418911_df7747990d.jpg';
  const film = '/videos/39089491@N00/8581437894/play/orig/0123456789';
  const jobs = [wanted(media.origin + photo), wanted(media.origin + film, { photoId: '8581437894', kind: 'video' })];
  const results = await withFetcher({}, (fetcher) => Promise.all(jobs.map((job) => fetcher.fetch(job, NEVER))));
  const paths = ['img/698/541/6985418911.jpg', 'img/858/143/8581437894.mp4'];
  for (const [at, path] of [photo, film].entries()) {
    const { body } = media.expected(path);
    assert(body !== null);
    const { milliseconds, ...result } = results[at] ?? assert.fail();
    assert.equal(milliseconds, 0); // the clock stands still
    assert.deepEqual(result, {
      outcome: 'ok',
      path: paths[at],
      bytes: body.length,
      sha256: sha256(body),
      type: at === 0 ? 'jpg' : 'mp4',
      url: media.origin + path,
      host: new URL(media.origin).host,
      status: 200,
      attempts: 1,
      detail: null,
      isPutOff: false,
    });
    assert((await outFile(result.path)).equals(body));
  }
});

test('backs off twice as long before each try, and as long as Retry-After says where it says so', async (t) => {
  const media = await startMediaServer({
    faultFor: (path) => (path.startsWith('/1/') ? 'server-error' : 'throttled'),
    retryAfterSeconds: 42,
  });
  t.after(() => media.close());
  await withFetcher({ attempts: 4 }, async (fetcher, clock) => {
    await fetcher.fetch(wanted(`${media.origin}/1/${ID}_df7747990d.jpg`), NEVER);
    assert.deepEqual(clock.sleeps, [500, 1000, 2000]);
    await fetcher.fetch(wanted(`${media.origin}/2/${ID}_df7747990d.jpg`), NEVER);
    assert.deepEqual(clock.sleeps.slice(3), [42_000, 42_000, 42_000]);
  });
});

test('holds all requests to a host that said Retry-After, in every worker', async (t) => {
  const media = await startMediaServer({ faultFor: (path) => (path.startsWith('/1/') ? 'throttled' : null) });
  t.after(() => media.close());
  const hosts = createHostBuffer(2);
  await withFetcher({ attempts: 1, hosts }, (fetcher) =>
    fetcher.fetch(wanted(`${media.origin}/1/${ID}_df7747990d.jpg`), NEVER),
  );
  await withFetcher({ hosts }, async (fetcher, clock) => {
    const result = await fetcher.fetch(wanted(`${media.origin}/2/${ID}_df7747990d.jpg`), NEVER);
    assert.deepEqual([result.outcome, clock.sleeps], ['ok', [1000]]);
  });
});

test('follows redirects by hand, up to five', async (t) => {
  const moving = await startLoopback(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.end(jpeg());
    else response.writeHead(301, { location: `/${left - 1}` }).end();
  });
  t.after(() => moving.close());
  const { outcome, url, status } = await fetchOne(`${moving.origin}/5`);
  assert.deepEqual([outcome, url, status], ['ok', `${moving.origin}/5`, 200]);
  await rm(OPTIONS.outDir, { recursive: true });
  const { outcome: tooMany, attempts } = await fetchOne(`${moving.origin}/6`);
  assert.deepEqual([tooMany, attempts], ['wrong-type', 1]);
});

const OUTCOMES: readonly (readonly [path: string, outcome: string, detail: string])[] = [
  ['/forbidden', 'refused', 'status 403'],
  ['/noai', 'refused', 'X-Robots-Tag: noai'],
  ['/large', 'too-large', '200001 bytes, over 200000'],
  ['/endless', 'too-large', 'more than 200000 bytes'],
  ['/file', 'blocked', 'a redirect to file:'],
  ['/placeholder', 'gone', 'a redirect to the placeholder picture'],
  ['/head-only', 'timeout', 'not done after 500 ms'],
  ['/silent', 'timeout', 'not done after 500 ms'],
  ['/page', 'wrong-type', 'an HTML page'],
  ['/video', 'wrong-type', 'a mp4 file for a photo'],
];

for (const [path, outcome, detail] of OUTCOMES) {
  test(`answers ${path} with ${outcome}`, async () => {
    const result = await fetchOne(server.origin + path, {
      deadlineMs: 500,
      isRealTime: true,
      maxBytes: 200_000,
      attempts: 1,
    });
    assert.deepEqual([result.outcome, result.detail, result.path], [outcome, detail, null]);
  });
}

const BLOCKED: readonly (readonly [url: string, detail: string | RegExp])[] = [
  ['http://127.0.0.1:1/x.jpg', /^127\.0\.0\.1 is not an address of the public internet$/],
  ['http://[::1]:1/x.jpg', /^\[::1\] is not an address of the public internet$/],
  ['http://localhost:1/x.jpg', /^localhost is .*: not an address of the public internet$/],
  ['http://named.example:81/x.jpg', /^named\.example is 10\.1\.2\.3: not an address/],
  ['ftp://127.0.0.1/x.jpg', /^a URL of ftp:$/],
  ['', /^not a URL$/],
];

for (const [url, detail] of BLOCKED) {
  test(`blocks ${url || 'an empty URL'}`, async () => {
    const result = await fetchOne(url, { allowPrivate: false, resolve: ['named.example:81:10.1.2.3'] });
    assert.equal(result.outcome, 'blocked');
    assert.match(result.detail ?? '', new RegExp(detail));
    assert.equal(result.status, null);
  });
}

test('finds a host by the table of the user', async () => {
  const resolve = [`*:${server.port}:127.0.0.1`];
  const result = await fetchOne(`http://farm8.staticflickr.com:${server.port}/png`, { resolve });
  assert.deepEqual([result.outcome, result.path], ['ok', mediaPath(ID, 'png')]);
});

async function put(extension: string, bytes: Buffer): Promise<void> {
  const path = join(OPTIONS.outDir, mediaPath(ID, extension));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

test('skips a whole file that is there, without a request', async () => {
  await put('jpg', jpeg());
  const result = await fetchOne('http://127.0.0.1:1/x.jpg');
  assert.deepEqual(result, {
    outcome: 'skipped',
    path: mediaPath(ID, 'jpg'),
    bytes: jpeg().length,
    sha256: sha256(jpeg()),
    type: 'jpg',
    url: 'http://127.0.0.1:1/x.jpg',
    host: null,
    status: null,
    attempts: 0,
    milliseconds: 0,
    detail: null,
    isPutOff: false,
  });
});

test('replaces a damaged file, also by one of another type', async () => {
  await put('jpg', jpeg().subarray(0, -1));
  assert.equal((await fetchOne(`${server.origin}/mirror/4e2/6985418911.jpg`)).outcome, 'ok');
  assert((await outFile(mediaPath(ID, 'jpg'))).equals(jpeg()));
  await put('jpg', Buffer.alloc(0));
  assert.equal((await fetchOne(`${server.origin}/png`)).outcome, 'ok');
  assert.deepEqual(await readdir(join(OPTIONS.outDir, 'img/698/541')), ['6985418911.png']);
});

test('keeps a damaged file while there is nothing better', async () => {
  await put('jpg', jpeg().subarray(0, -1));
  assert.equal((await fetchOne(`${server.origin}/forbidden`)).outcome, 'refused');
  assert((await outFile(mediaPath(ID, 'jpg'))).equals(jpeg().subarray(0, -1)));
});

test('never has more requests in flight than connections, however often it is called', async (t) => {
  // A host begins with one, and has one more with each answer. Nobody is answered before all ask that may: so there are
  // as many in flight whatever else is slow.
  let mayAsk = 1;
  const asking: ServerResponse[] = [];
  let most = 0;
  const slow = await startLoopback((_request, response) => {
    most = Math.max(most, asking.push(response));
    if (asking.length < mayAsk) return;
    mayAsk = Math.min(mayAsk + 1, 3);
    setImmediate(() => asking.splice(0).forEach((one) => one.end(jpeg())));
  });
  t.after(() => slow.close());
  const results = await withFetcher({ connections: 3 }, (fetcher) =>
    Promise.all(
      Array.from({ length: 201 }, (_, at) =>
        fetcher.fetch(wanted(`${slow.origin}/${at}`, { photoId: `${at}` }), NEVER),
      ),
    ),
  );
  assert(results.every(({ outcome }) => outcome === 'ok'));
  assert.equal(most, 3);
  assert.equal(slow.connections(), 3);
});

test('rejects with the reason of the signal, leaves no file, and can go on', async (t) => {
  const stop = new AbortController();
  const asked: string[] = [];
  const slow = await startLoopback(({ url = '' }, response) => {
    asked.push(url);
    if (url === '/5') response.end(jpeg());
    else response.write(jpeg(2_000_000), () => stop.abort(new Error('enough')));
  });
  t.after(() => slow.close());
  await withFetcher({ connections: 2 }, async (fetcher) => {
    const many = ['/1', '/2', '/3', '/4'].map((path) => fetcher.fetch(wanted(slow.origin + path), stop.signal));
    for (const one of await Promise.allSettled(many)) {
      assert.deepEqual(one, { status: 'rejected', reason: stop.signal.reason });
    }
    assert.deepEqual(await readdir(OPTIONS.tmpDir), []);
    assert.equal((await fetcher.fetch(wanted(`${slow.origin}/5`), NEVER)).outcome, 'ok');
  });
  // A host begins with one connection.
  assert.deepEqual(asked, ['/1', '/5']);
});

test("rejects with the system's error when a file cannot be written", async () => {
  await mkdir(OPTIONS.outDir);
  await writeFile(join(OPTIONS.outDir, 'img'), 'in the way');
  await withFetcher({}, (fetcher) =>
    assert.rejects(fetcher.fetch(wanted(`${server.origin}/png`), NEVER), { code: 'ENOTDIR' }),
  );
  await rm(join(OPTIONS.outDir, 'img'));
  await withFetcher({ tmpDir: join(root, 'none') }, (fetcher) =>
    assert.rejects(fetcher.fetch(wanted(`${server.origin}/png`), NEVER), { code: 'ENOENT' }),
  );
});

test('refuses what it cannot read in its options', () => {
  assert.throws(() => createFetcher({ ...OPTIONS, resolve: ['host'] }), { code: 'usage' });
});
