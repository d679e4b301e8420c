/**
 * Writes a small MP4 by hand: one video track whose samples are JPEG frames.
 *
 * Boxes and their fields are those of ISO/IEC 14496-12, the `esds` descriptors those of 14496-1 and 14496-14. A box is
 *
 *     offset 0  u32  length of the whole box, these eight bytes too
 *     offset 4  4    type, ASCII
 *     offset 8       fields, or boxes
 *
 * and a full box has one byte of version and three of flags before its fields. All numbers are big-endian. The file is
 *
 *     ftyp                   what may read it
 *     mdat                   the frames, one after the other
 *     moov
 *       mvhd                 timescale and length
 *       trak
 *         tkhd               size on the screen
 *         mdia
 *           mdhd hdlr        timescale, "this is video"
 *           minf
 *             vmhd dinf/dref the data is in this file
 *             stbl
 *               stsd/mp4v/esds  how to decode a sample
 *               stts stsc stsz stco  when, in which chunk, how long and where each sample is
 *
 * `moov` stands last, as cameras write it: so a file that was cut in the middle cannot be played, and the frames' offset is known before `moov` is made.
 */

import type { PictureSize } from './picture.js';

/** Units in a second, for all times in the file: a unit is a millisecond. */
const TIMESCALE = 1000;
/** No rotation, no stretch: 16.16 numbers, but 2.30 in the last column. */
const IDENTITY = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
/** The only track's number. */
const TRACK = 1;

/** Returns the file; every frame must be a baseline JPEG of the size given and is shown for `frameMs`. */
export function writeMp4(frames: readonly Buffer[], size: PictureSize, frameMs: number): Buffer {
  const ftyp = box('ftyp', ascii('isom'), u32(0x200), ascii('isomiso2mp41'));
  const framesOffset = ftyp.length + 8;
  const durationMs = frames.length * frameMs;
  const moov = box('moov', mvhd(durationMs), trak(frames, size, frameMs, framesOffset));
  return Buffer.concat([ftyp, box('mdat', ...frames), moov]);
}

/** Returns one box: length, type, then the parts. */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(length), ascii(type), ...parts]);
}

function fullBox(type: string, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, u32(flags), ...parts); // version 0 is the upper byte
}

function mvhd(durationMs: number): Buffer {
  const times = u32(0, 0, TIMESCALE, durationMs); // created, changed, timescale, duration
  const rate = u32(0x10000); // 16.16
  const volume = u16(0x100, 0); // 8.8, reserved
  const nextTrack = u32(TRACK + 1);
  return fullBox('mvhd', 0, times, rate, volume, zeros(8), IDENTITY, zeros(24), nextTrack);
}

function trak(frames: readonly Buffer[], size: PictureSize, frameMs: number, framesOffset: number): Buffer {
  const durationMs = frames.length * frameMs;
  const dref = fullBox('dref', 0, u32(1), fullBox('url ', 1)); // flag 1: in this very file
  const minf = box(
    'minf',
    fullBox('vmhd', 1, zeros(8)), // flag 1 always; copy mode, colour
    box('dinf', dref),
    stbl(frames, size, frameMs, framesOffset),
  );
  const mdhd = fullBox('mdhd', 0, u32(0, 0, TIMESCALE, durationMs), u16(0x55c4, 0)); // language "und"
  const hdlr = fullBox('hdlr', 0, zeros(4), ascii('vide'), zeros(12), ascii('frames\0'));
  return box('trak', tkhd(size, durationMs), box('mdia', mdhd, hdlr, minf));
}

function tkhd({ width, height }: PictureSize, durationMs: number): Buffer {
  const ENABLED_IN_MOVIE_IN_PREVIEW = 7;
  const fields = u32(0, 0, TRACK, 0, durationMs); // created, changed, number, reserved, duration
  const layers = zeros(16); // reserved (8), layer, group, volume, reserved (2 each)
  const shownSize = u32(width * 0x10000, height * 0x10000); // 16.16
  return fullBox('tkhd', ENABLED_IN_MOVIE_IN_PREVIEW, fields, layers, IDENTITY, shownSize);
}

function stbl(frames: readonly Buffer[], size: PictureSize, frameMs: number, framesOffset: number): Buffer {
  const lengths = frames.map((frame) => frame.length);
  return box(
    'stbl',
    fullBox('stsd', 0, u32(1), mp4v(size)),
    fullBox('stts', 0, u32(1, frames.length, frameMs)), // all take the same time
    fullBox('stsc', 0, u32(1, 1, frames.length, 1)), // one chunk with all of them
    fullBox('stsz', 0, u32(0, frames.length, ...lengths)), // 0: each has its own length
    fullBox('stco', 0, u32(1, framesOffset)),
  );
}

function mp4v({ width, height }: PictureSize): Buffer {
  const entry = Buffer.concat([zeros(6), u16(1)]); // reserved, number of the data reference
  const resolution = u32(0x480000, 0x480000); // 72 dots an inch, 16.16
  const frameCount = u16(1);
  const depth = u16(24, 0xffff); // bits, then -1
  return box('mp4v', entry, zeros(16), u16(width, height), resolution, zeros(4), frameCount, zeros(32), depth, esds());
}

/** Descriptors, each a tag, a length and its fields: stream (3) with decoder (4) and sync layer (6). */
function esds(): Buffer {
  const JPEG = 0x6c;
  const VISUAL = 0x11; // stream type 4 in the upper six bits, then a bit that is always 1
  const decoder = Buffer.concat([Buffer.from([4, 13, JPEG, VISUAL]), zeros(11)]); // buffer (3), bit rates (4 each): not told
  const syncLayer = Buffer.from([6, 1, 2]); // 2: as in MP4 files
  const stream = Buffer.concat([u16(TRACK), zeros(1), decoder, syncLayer]);
  return fullBox('esds', 0, Buffer.from([3, stream.length]), stream);
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}
