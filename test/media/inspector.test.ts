import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createInspector, type Inspector } from '../../src/media/inspector.js';
import { jpeg, png, video } from './sample-media.js';

function inspect(bytes: Buffer, chunkBytes = 64): Inspector {
  const inspector = createInspector();
  for (let at = 0; at < bytes.length; at += chunkBytes) inspector.add(bytes.subarray(at, at + chunkBytes));
  return inspector;
}

test('counts, hashes and types bytes that come in any pieces', () => {
  const bytes = jpeg(10_000);
  for (const chunkBytes of [1, 513, 20_000]) {
    const inspector = inspect(bytes, chunkBytes);
    assert.equal(inspector.bytes(), bytes.length);
    assert.equal(inspector.type(), 'jpg');
    assert.equal(inspector.missingEnd(), null);
    assert.deepEqual(inspector.head(), bytes.subarray(0, 512));
    assert.equal(inspector.sha256(), createHash('sha256').update(bytes).digest('hex'));
  }
});

const riff = (extra: number): Buffer => {
  const bytes = Buffer.from('RIFF....WEBPVP8 ................');
  bytes.writeUInt32LE(bytes.length - 8 + extra, 4);
  return bytes;
};

const ENDS: readonly (readonly [name: string, bytes: Buffer, missing: string | null])[] = [
  ['a whole JPEG', jpeg(), null],
  ['a JPEG with zeros after its end', Buffer.concat([jpeg(), Buffer.alloc(3000)]), null],
  ['a JPEG with 32 bytes after its end', Buffer.concat([jpeg(), Buffer.alloc(32, 1)]), null],
  ['a JPEG with both', Buffer.concat([jpeg(), Buffer.alloc(32, 1), Buffer.alloc(3000)]), null],
  ['a JPEG with 33 bytes after its end', Buffer.concat([jpeg(), Buffer.alloc(33, 1)]), 'a JPEG without its end marker'],
  ['a JPEG less one byte', jpeg().subarray(0, -1), 'a JPEG without its end marker'],
  [
    'half a JPEG and zeros',
    Buffer.concat([jpeg().subarray(0, 500), Buffer.alloc(500)]),
    'a JPEG without its end marker',
  ],
  ['a whole PNG', png(), null],
  ['a PNG less four bytes', png().subarray(0, -4), 'a PNG without its last chunk'],
  ['a whole WebP', riff(0), null],
  ['a WebP less one byte', riff(1), 'a RIFF file shorter than it says'],
  ['a whole video', video(), null],
  ['a video less one byte', video().subarray(0, -1), 'a video that ends inside a box'],
  ['a whole AVIF', video('avif'), null],
  ['an AVIF less one byte', video('avif').subarray(0, -1), 'an AVIF that ends inside a box'],
  ['a GIF, whose end is not judged', Buffer.from('GIF89a....'), null],
  ['nothing', Buffer.alloc(0), null],
];

for (const [name, bytes, missing] of ENDS) {
  test(`says of ${name}: ${missing ?? 'nothing missing'}`, () => {
    assert.equal(inspect(bytes).missingEnd(), missing);
  });
}
