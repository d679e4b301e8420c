import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBoxWalk } from '../../src/media/box-walk.js';
import { box } from './sample-media.js';

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);

function longBox(type: string, content: number): Buffer {
  const bytes = Buffer.alloc(16 + content);
  bytes.writeUInt32BE(1, 0);
  bytes.write(type, 4, 'latin1');
  bytes.writeBigUInt64BE(BigInt(bytes.length), 8);
  return bytes;
}

function openBox(type: string, content: number): Buffer {
  const bytes = box(type, zeros(content));
  bytes.writeUInt32BE(0, 0);
  return bytes;
}

const FILES: readonly (readonly [name: string, bytes: Buffer, isInside: boolean])[] = [
  ['whole boxes', Buffer.concat([box('ftyp', zeros(16)), box('mdat', zeros(300)), box('moov', zeros(40))]), false],
  ['a last box cut short', Buffer.concat([box('ftyp', zeros(16)), box('mdat', zeros(300))]).subarray(0, -1), true],
  ['a whole long box', Buffer.concat([box('ftyp', zeros(16)), longBox('mdat', 300)]), false],
  ['a long box cut short', Buffer.concat([box('ftyp', zeros(16)), longBox('mdat', 300)]).subarray(0, -1), true],
  ['a last box up to the end', Buffer.concat([box('ftyp', zeros(16)), openBox('mdat', 300)]), false],
  ['bytes of its own after the boxes', Buffer.concat([box('ftyp', zeros(16)), Buffer.from('\x7f\0\0\0CAMERA')]), false],
  ['zeros after the boxes', Buffer.concat([box('ftyp', zeros(16)), Buffer.alloc(64)]), false],
  ['no boxes', Buffer.from('ffd8ffe000104a464946', 'hex'), false],
  ['nothing', Buffer.alloc(0), false],
];

for (const [name, bytes, isInside] of FILES) {
  test(`${isInside ? 'finds the end missing' : 'finds nothing missing'} in a file with ${name}, however it is cut`, () => {
    for (const chunkBytes of [1, 7, 1000]) {
      const walk = createBoxWalk();
      for (let at = 0; at < bytes.length; at += chunkBytes) walk.add(bytes.subarray(at, at + chunkBytes));
      assert.equal(walk.isInsideBox(), isInside, `in chunks of ${chunkBytes}`);
    }
  });
}
