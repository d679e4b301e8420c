/** Blocks whose compressed bits hold any bytes word for word: a magic that is none, or a whole other block. */
import { withRightCrc } from './hand-made-block.js';
import { bzip2 } from './real-bzip2.js';

/** 254 byte values and two digits of runs make 256 symbols, so that a code of 8 bits each is the byte itself. */
const USED = Array.from({ length: 254 }, (_, value) => value);
/** The last symbol; so it must not be one of the bytes. */
const END = 0xff;
const GROUP = 50;

/** A stream of one block in whose bits the bytes stand, at some byte; they must be without 0xff. */
export function blockAround(bytes: Buffer): Uint8Array {
  if (bytes.includes(END)) throw new RangeError('the byte 0xff ends a block');
  const code = Array.from({ length: 256 }, () => 8);
  // As many selectors as bring the symbols to a whole byte.
  const least = Math.ceil((bytes.length + 1) / GROUP);
  for (let surplus = 0; surplus < 8; surplus++) {
    const stream = Buffer.from(
      withRightCrc({
        used: USED,
        selectors: Array.from({ length: least + surplus }, () => 0),
        lengths: [code, code],
        symbols: [...bytes, END],
      }),
    );
    if (stream.includes(bytes)) return stream;
  }
  throw new RangeError('no number of selectors brings the bytes to a whole byte');
}

/** The block and the end of a stream that have no 0xff in them. */
function wholeStream(): Buffer {
  for (let k = 0; ; k++) {
    const stream = bzip2(`${k}: a text that stands in another\n`).subarray(4);
    if (!stream.includes(END)) return stream;
  }
}

const junk = Buffer.from('1b2c3d4e5f60718293a4b5c6d7e8f9', 'hex');

/** What can stand first in a stretch, inside of a block. */
export const INNER: readonly (readonly [string, Buffer])[] = [
  ['the magic of a block', Buffer.concat([Buffer.from('314159265359', 'hex'), junk])],
  ['the magic of the end of a stream', Buffer.concat([Buffer.from('177245385090', 'hex'), junk])],
  ['a whole block', wholeStream().subarray(0, -10)],
  ['a whole block and the end of its stream', wholeStream()],
  ['a hundred magics', Buffer.concat(Array.from({ length: 100 }, () => Buffer.from('314159265359', 'hex')))],
];
