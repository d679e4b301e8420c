import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { scratchFolder } from '../whole/scratch.js';
import { fetchersIn, ID, NEVER, wanted } from './fetchers.js';
import { startLoopback } from './loopback.js';
import { jpeg, png } from './sample-media.js';

const root = await scratchFolder('fetcher-sources');
await mkdir(join(root, 'tmp'));
const asked: string[] = [];
const server = await startLoopback(({ url = '' }, response) => {
  asked.push(url);
  if (url === '/forbidden') response.writeHead(403).end();
  if (url === '/nothing') response.writeHead(404).end();
  if (url === '/busy') response.writeHead(429).end();
  if (url === '/page') response.setHeader('content-type', 'text/html').end('<p>'.repeat(1000));
  if (url.startsWith('/png')) response.end(png());
  if (url === '/mirror/4e2/6985418911.jpg') response.end(jpeg());
});
after(() => server.close());

const { withFetcher } = fetchersIn(root);

/** Each test has a photo of its own: one that is there is not asked for. */
let photos = 0;

async function fetchFrom(...from: readonly string[]) {
  asked.length = 0;
  return withFetcher({ from }, (fetcher) =>
    fetcher.fetch(wanted('http://elsewhere.invalid/', { photoId: `${ID}${photos++}` }), NEVER),
  );
}

test('fills the URL template', async () => {
  const from = [`${server.origin}/mirror/{h0-3}/{photo_id}.jpg`];
  const result = await withFetcher({ from }, async (fetcher) => {
    const lacking = await fetcher.fetch(wanted('http://elsewhere.invalid/'), NEVER);
    assert.deepEqual([lacking.outcome, lacking.detail], ['blocked', 'no photo_id for the URL']);
    return fetcher.fetch(wanted('http://elsewhere.invalid/', { field: () => ID }), NEVER);
  });
  assert.deepEqual([result.outcome, result.url], ['ok', `${server.origin}/mirror/4e2/6985418911.jpg`]);
});

test('asks the next source where a file has gone or is refused, and counts all tries', async () => {
  const from = ['/nothing', '/forbidden', '/png', '/page'].map((path) => `${server.origin}${path}`);
  const { outcome, url, attempts } = await fetchFrom(...from);
  assert.deepEqual([outcome, url, attempts], ['ok', `${server.origin}/png`, 3]);
});

for (const [path, outcome, tries] of [
  ['/page', 'wrong-type', 1],
  ['/busy', 'throttled', 3],
] as const) {
  test(`asks no other source where one says ${outcome}`, async () => {
    const result = await fetchFrom(`${server.origin}${path}`, `${server.origin}/png`);
    assert.deepEqual([result.outcome, result.attempts], [outcome, tries]);
    assert.deepEqual(new Set(asked), new Set([path]));
  });
}

test('tells of the last answer when no source has the file', async () => {
  const urls = [`${server.origin}/forbidden`, `${server.origin}/nothing`];
  const last = await fetchFrom(...urls, `${server.origin}/{photo_id}`);
  assert.deepEqual([last.outcome, last.url, last.status, last.attempts], ['gone', urls[1], 404, 2]);
  const none = await withFetcher({ from: ['live'] }, (fetcher) => fetcher.fetch(wanted('', { kind: 'video' }), NEVER));
  assert.deepEqual([none.outcome, none.detail, none.attempts], ['blocked', 'no source has it', 0]);
});
