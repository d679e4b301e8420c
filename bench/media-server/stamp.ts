/** Where each format lets a reader skip bytes, and so where a path is stamped into its file: no two paths have the same bytes. */

import { crc32 } from 'node:zlib';
import { box } from './mp4.js';

/** The formats that are served, each its file extension. */
export type MediaKind = 'jpg' | 'png' | 'gif' | 'mp4';

/** How a path is put into a file of one kind. */
export interface Stamp {
  /** Offset in the file at which the segment is inserted. */
  readonly offset: (file: Buffer) => number;
  /** The bytes to insert. */
  readonly segment: (path: Buffer) => Buffer;
}

export const STAMPS: Readonly<Record<MediaKind, Stamp>> = {
  jpg: { offset: () => 2, segment: jpegComment }, // after SOI
  png: { offset: () => 8 + 25, segment: pngText }, // after the signature and IHDR, which must be first
  gif: { offset: endOfGifColours, segment: gifComment },
  mp4: { offset: (file) => file.length, segment: (path) => box('free', path) }, // last: before `mdat` it would move the frames
};

/** COM: FF FE, u16 length with its own two bytes, text. */
function jpegComment(path: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(path.length + 2, 2);
  return Buffer.concat([head, path]);
}

/** tEXt: u32 length of the data, type, data (keyword, NUL, text), u32 CRC over type and data. */
function pngText(path: Buffer): Buffer {
  const typeAndData = Buffer.concat([Buffer.from('tEXtComment\0', 'latin1'), path]);
  const chunk = Buffer.alloc(4 + typeAndData.length + 4);
  chunk.writeUInt32BE(typeAndData.length - 4, 0);
  typeAndData.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typeAndData), 4 + typeAndData.length);
  return chunk;
}

/** Signature (6), screen descriptor (7) whose fifth byte says in bit 7 whether colours follow and in bits 0 to 2 how many: 3 * 2^(n + 1) bytes. */
function endOfGifColours(file: Buffer): number {
  const flags = file.readUInt8(10);
  return 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
}

/** Comment extension: 21 FE, then sub-blocks of a length byte and at most 255 bytes, then an empty one. */
function gifComment(path: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x21, 0xfe])];
  for (let at = 0; at < path.length; at += 255) {
    const part = path.subarray(at, at + 255);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}
