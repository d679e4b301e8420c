import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHtml, mediaTypeOf } from '../../src/media/media-type.js';

const transportStream = Buffer.alloc(400);
for (const at of [0, 188, 376]) transportStream.write('G', at);
const timedStream = Buffer.alloc(400);
for (const at of [4, 196, 388]) timedStream.write('G', at);

const HEADS: readonly (readonly [name: string, head: Buffer, type: string | null])[] = [
  ['JFIF', Buffer.from('ffd8ffe000104a464946', 'hex'), 'jpg'],
  ['PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'png'],
  ['GIF', Buffer.from('GIF89a....'), 'gif'],
  ['an old GIF', Buffer.from('GIF87a....'), 'gif'],
  ['WebP', Buffer.from('RIFF....WEBPVP8 '), 'webp'],
  ['AVI', Buffer.from('RIFF....AVI LIST'), 'avi'],
  ['a WAVE sound', Buffer.from('RIFF....WAVEfmt '), null],
  ['MP4', Buffer.from('\0\0\0\x18ftypmp42'), 'mp4'],
  ['an M4V of Apple', Buffer.from('\0\0\0\x18ftypM4V '), 'mp4'],
  ['QuickTime', Buffer.from('\0\0\0\x14ftypqt  '), 'mov'],
  ['QuickTime without a brand', Buffer.from('\0\0\0\x08wide....mdat'), 'mov'],
  ['3GP', Buffer.from('\0\0\0\x18ftyp3gp5'), '3gp'],
  ['HEIC', Buffer.from('\0\0\0\x18ftypheic'), null],
  ['AVIF', Buffer.from('\0\0\0\x18ftypavif'), 'avif'],
  ['a sequence of AVIF pictures', Buffer.from('\0\0\0\x18ftypavis'), null],
  ['Flash', Buffer.from('FLV\x01\x05'), 'flv'],
  ['ASF', Buffer.from('3026b2758e66cf11a6d9', 'hex'), 'wmv'],
  ['an MPEG program stream', Buffer.from('000001ba44', 'hex'), 'mpg'],
  ['an MPEG transport stream', transportStream, 'mpg'],
  ['the same with times, from a camcorder', timedStream, 'mpg'],
  ['WebM', Buffer.from('1a45dfa39f4286', 'hex'), 'webm'],
  ['Ogg', Buffer.from('OggS\0'), 'ogv'],
  ['one letter of a transport stream', Buffer.from('G'), null],
  ['half a signature', Buffer.from('ffd8', 'hex'), null],
  ['nothing', Buffer.alloc(0), null],
  ['HTML', Buffer.from('<html><body>'), null],
  ['JSON', Buffer.from('{"stat":"fail"}'), null],
];

for (const [name, head, type] of HEADS) {
  test(`takes ${name} for ${type ?? 'none of its types'}`, () => {
    assert.equal(mediaTypeOf(head), type);
  });
}

const PAGES: readonly (readonly [contentType: string | null, text: string, isPage: boolean])[] = [
  ['text/html; charset=utf-8', 'anything', true],
  ['Text/HTML', '', true],
  [null, ' \n<!DOCTYPE html>', true],
  ['image/jpeg', '<HTML>', true],
  ['image/jpeg', '{}', false],
  [null, '<svg>', false],
];

for (const [contentType, text, isPage] of PAGES) {
  test(`takes ${JSON.stringify(text)} as ${contentType} ${isPage ? 'for a page' : 'for something else'}`, () => {
    assert.equal(isHtml(contentType, Buffer.from(text)), isPage);
  });
}
