import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BODY_BYTES, createBodyBuffers } from '../../src/media/body-buffers.js';
import { createReceiver, type Delivery, type Receipt } from '../../src/media/receive.js';
import { jpeg, png, THROTTLE_PAGE, video } from './sample-media.js';

const folder = await mkdtemp(join(tmpdir(), 'yfcc-receive-'));
after(() => rm(folder, { recursive: true }));
const buffers = createBodyBuffers();

const PHOTO: Delivery = {
  kind: 'photo',
  maxBytes: 10_000,
  placeholders: new Set(),
  tempPath: join(folder, '6985418911.1'),
};
const VIDEO: Delivery = { ...PHOTO, kind: 'video' };
const LARGE: Delivery = { ...PHOTO, maxBytes: 1e8 };

/** What a body comes to that is given in pieces of `step`, up to its end or the first thing wrong with it. */
function receive(body: Uint8Array, delivery: Delivery, contentType = 'image/jpeg', step = 100): Receipt {
  const receiver = createReceiver(delivery, contentType, buffers);
  for (let at = 0; at < body.length; at += step) {
    const problem = receiver.add(body.subarray(at, at + step));
    if (problem === null) continue;
    receiver.drop();
    return problem;
  }
  return receiver.end();
}

test('keeps a photo in memory, with its size, hash and type', () => {
  const bytes = jpeg(5000);
  const receipt = receive(bytes, PHOTO);
  assert.ok(receipt.outcome === 'ok');
  const { body, tempPath, sha256, type } = receipt.file;
  assert.ok(body !== null && bytes.equals(body));
  assert.deepEqual(
    [receipt.file.bytes, sha256, type, tempPath],
    [bytes.length, createHash('sha256').update(bytes).digest('hex'), 'jpg', null],
  );
  receipt.file.drop();
});

test('uses the memory of a body that is dropped for the next one', () => {
  const own = createBodyBuffers();
  const first = own.take();
  own.give(first);
  assert.equal(own.take(), first);
  assert.notEqual(own.take(), first);
});

for (const length of [BODY_BYTES, BODY_BYTES + 1, 3 * BODY_BYTES + 7]) {
  test(`keeps a file of ${length} bytes whole, in memory or under its temporary name`, async () => {
    const bytes = jpeg(length);
    const receipt = receive(bytes, LARGE, 'image/jpeg', 65_536);
    assert.ok(receipt.outcome === 'ok');
    const { body, tempPath, sha256 } = receipt.file;
    assert.equal(body === null, bytes.length > BODY_BYTES);
    assert.ok(bytes.equals(body ?? (await readFile(tempPath ?? ''))));
    assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
    receipt.file.drop();
    assert.deepEqual(await readdir(folder), []);
  });
}

test('takes a file that is shorter than the bytes that types are told by', () => {
  assert.equal(receive(png(), PHOTO).outcome, 'ok');
});

test('takes the placeholder for what it stands for, whatever its URL', () => {
  const placeholders = new Set([createHash('sha256').update(png()).digest('hex')]);
  assert.deepEqual(receive(png(), { ...PHOTO, placeholders }), { outcome: 'gone', detail: 'the placeholder picture' });
  assert.equal(receive(jpeg(), { ...PHOTO, placeholders }).outcome, 'ok');
});

const page = (bytes: number): Buffer => Buffer.from(THROTTLE_PAGE.padEnd(bytes));

const BAD: readonly (readonly [
  name: string,
  body: Buffer,
  of: Delivery,
  type: string,
  outcome: string,
  detail: string,
])[] = [
  ['an empty body', Buffer.alloc(0), PHOTO, 'image/jpeg', 'truncated', 'an empty body'],
  ['a JPEG cut short', jpeg().subarray(0, -1), PHOTO, 'image/jpeg', 'truncated', 'a JPEG without its end marker'],
  ['a long JPEG cut short', jpeg(2e6).subarray(0, -9), LARGE, '', 'truncated', 'a JPEG without its end marker'],
  ['a video cut short', video().subarray(0, -1), VIDEO, 'video/mp4', 'truncated', 'a video that ends inside a box'],
  ['too many bytes', jpeg(10_000), PHOTO, 'image/jpeg', 'too-large', 'more than 10000 bytes'],
  ['the page for "too many requests"', page(0), PHOTO, 'text/html', 'throttled', 'an HTML page of 117 bytes'],
  ['that page under a false name', page(0), PHOTO, 'image/jpeg', 'throttled', 'an HTML page of 117 bytes'],
  ['a page of 401 bytes', page(401), PHOTO, 'text/html', 'wrong-type', 'an HTML page'],
  ['a large page', page(5000), PHOTO, 'text/html', 'wrong-type', 'an HTML page'],
  ['JSON', Buffer.from('{"stat":"fail"}'), PHOTO, 'image/jpeg', 'wrong-type', 'first bytes of no known type'],
  ['a video for a photo', video(), PHOTO, 'image/jpeg', 'wrong-type', 'a mp4 file for a photo'],
  ['a photo for a video', jpeg(), VIDEO, 'video/mp4', 'wrong-type', 'a jpg file for a video'],
];

for (const [name, body, delivery, type, outcome, detail] of BAD) {
  test(`answers ${name} with ${outcome} and leaves no file`, async () => {
    assert.deepEqual(receive(body, delivery, type), { outcome, detail });
    assert.deepEqual(await readdir(folder), []);
  });
}

test('says what is wrong as soon as it can', () => {
  const receiver = createReceiver(PHOTO, null, buffers);
  assert.equal(receiver.add(Buffer.alloc(1000, 0x20))?.outcome, 'wrong-type');
  assert.equal(receiver.bytes(), 1000);
  receiver.drop();
});

test('removes what it wrote when it is dropped', () => {
  const receiver = createReceiver(LARGE, null, buffers);
  assert.equal(receiver.add(jpeg(2_000_000)), null);
  assert.ok(existsSync(LARGE.tempPath));
  receiver.drop();
  assert.ok(!existsSync(LARGE.tempPath));
});

test("passes the system's error on when the file cannot be written", () => {
  const receiver = createReceiver({ ...LARGE, tempPath: join(folder, 'no', 'folder') }, null, buffers);
  assert.throws(() => receiver.add(jpeg(2_000_000)), { code: 'ENOENT' });
  receiver.drop();
});
