import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { receive, type Delivery } from '../../src/media/receive.js';
import { fakeClock } from './fake-clock.js';
import { jpeg, png, THROTTLE_PAGE, video } from './sample-media.js';

const folder = await mkdtemp(join(tmpdir(), 'yfcc-receive-'));
after(() => rm(folder, { recursive: true }));

const PHOTO: Delivery = {
  kind: 'photo',
  maxBytes: 10_000,
  contentType: 'image/jpeg',
  tempPath: join(folder, '6985418911.1'),
};
const VIDEO: Delivery = { ...PHOTO, kind: 'video' };
const PAGE: Delivery = { ...PHOTO, contentType: 'text/html' };

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

test('keeps a whole file under its temporary name', async () => {
  const bytes = jpeg(5000);
  const receipt = await receive(inChunks(bytes), PHOTO, fakeClock());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { tempPath: PHOTO.tempPath, bytes: bytes.length, sha256, type: 'jpg' };
  assert.deepEqual(receipt, { outcome: 'ok', file });
  assert(bytes.equals(await readFile(PHOTO.tempPath)));
  await rm(PHOTO.tempPath);
});

test('takes a file that is shorter than the bytes that types are told by', async () => {
  const receipt = await receive(inChunks(png()), PHOTO, fakeClock());
  assert.equal(receipt.outcome, 'ok');
  await rm(PHOTO.tempPath);
});

const page = (bytes: number): Buffer => Buffer.from(THROTTLE_PAGE.padEnd(bytes));

const BAD: readonly (readonly [name: string, body: Buffer, delivery: Delivery, outcome: string, detail: string])[] = [
  ['an empty body', Buffer.alloc(0), PHOTO, 'truncated', 'an empty body'],
  ['a JPEG cut short', jpeg().subarray(0, -1), PHOTO, 'truncated', 'a JPEG without its end marker'],
  ['a video cut short', video().subarray(0, -1), VIDEO, 'truncated', 'a video that ends inside a box'],
  ['too many bytes', jpeg(10_000), PHOTO, 'too-large', 'more than 10000 bytes'],
  ['the page for "too many requests"', page(0), PAGE, 'throttled', 'an HTML page of 117 bytes'],
  ['that page under a false name', page(0), PHOTO, 'throttled', 'an HTML page of 117 bytes'],
  ['a page of 401 bytes', page(401), PAGE, 'wrong-type', 'an HTML page'],
  ['a large page', page(5000), PAGE, 'wrong-type', 'an HTML page'],
  ['JSON', Buffer.from('{"stat":"fail"}'), PHOTO, 'wrong-type', 'first bytes of no known type'],
  ['a video for a photo', video(), PHOTO, 'wrong-type', 'a mp4 file for a photo'],
  ['a photo for a video', jpeg(), VIDEO, 'wrong-type', 'a jpg file for a video'],
];

for (const [name, body, delivery, outcome, detail] of BAD) {
  test(`answers ${name} with ${outcome} and leaves no file`, async () => {
    assert.deepEqual(await receive(inChunks(body), delivery, fakeClock()), { outcome, detail });
    assert.deepEqual(await readdir(folder), []);
  });
}

test('reads no further than it must', async () => {
  let sent = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      sent += 1000;
      yield Buffer.alloc(1000, 0x20);
    }
  }
  assert.equal((await receive(endless(), PHOTO, fakeClock())).outcome, 'wrong-type');
  assert.equal(sent, 1000);
});

test('gives up a body that comes too slowly', async () => {
  const clock = fakeClock();
  async function* slow(): AsyncGenerator<Buffer> {
    for (const chunk of [jpeg(2000).subarray(0, 2000), Buffer.alloc(7000), Buffer.alloc(900)]) {
      yield chunk;
      await clock.sleep(5000, new AbortController().signal);
    }
  }
  const receipt = await receive(slow(), PHOTO, clock);
  assert.deepEqual(receipt, { outcome: 'timeout', detail: 'under 1000 bytes a second' });
});

test('removes what it wrote when the body breaks', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield jpeg(2_000_000);
    assert.equal((await readdir(folder)).length, 1);
    throw new Error('reset');
  }
  await assert.rejects(receive(broken(), { ...PHOTO, maxBytes: 1e7 }, fakeClock()), { message: 'reset' });
  assert.deepEqual(await readdir(folder), []);
});

test("passes the system's error on when the file cannot be written", async () => {
  const delivery = { ...PHOTO, tempPath: join(folder, 'no', 'folder') };
  await assert.rejects(receive(inChunks(jpeg()), delivery, fakeClock()), { code: 'ENOENT' });
});
