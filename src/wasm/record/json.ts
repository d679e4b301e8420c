/** Constant pieces of JSON, and how a byte stands in JSON text. */
import { ESCAPES, PIECES } from './memory';

/** Bytes of a piece at most; two stores of 16 bytes write it. */
const PIECE_BYTES: usize = 32;
const PIECE_STRIDE: usize = PIECE_BYTES + 4;

/** The byte of an entry of `ESCAPES` that says how many of the others count. */
const LENGTH: usize = 7;

let nextPiece: usize = PIECES;

/** Keeps a piece of at most 32 bytes of ASCII; gives its address for `put`. */
export function piece(text: string): usize {
  const at = nextPiece;
  nextPiece += PIECE_STRIDE;
  store<u32>(at, text.length);
  for (let i = 0; i < text.length; i++) store<u8>(at + 4 + i, <u8>text.charCodeAt(i));
  return at;
}

/** Writes a piece at `to`; gives where it ends. */
export function put(at: usize, to: usize): usize {
  v128.store(to, v128.load(at, 4));
  v128.store(to, v128.load(at, 20), 16);
  return to + <usize>load<u32>(at);
}

/** Fills the table; once. As JSON.stringify has it: `"` and `\` behind a `\`, five letters, else `\u00xx`. */
export function fillEscapes(): void {
  const zero: u32 = 0x30;
  for (let byte: u32 = 0; byte < 256; byte++) {
    const at = ESCAPES + (byte << 3);
    let text: u64 = byte;
    let length: u8 = 1;
    if (byte == 0x22 || byte == 0x5c) {
      text = 0x5c | (byte << 8);
      length = 2;
    } else if (byte < 0x20) {
      const letter: u32 =
        byte == 8 ? 0x62 : byte == 9 ? 0x74 : byte == 10 ? 0x6e : byte == 12 ? 0x66 : byte == 13 ? 0x72 : 0;
      if (letter) {
        text = 0x5c | (letter << 8);
        length = 2;
      } else {
        const low = byte & 15;
        const digit: u64 = low < 10 ? zero + low : 0x57 + low;
        // \u00, then two digits of small letters.
        text = 0x3030755c | ((<u64>(zero + (byte >> 4))) << 32) | (digit << 40);
        length = 6;
      }
    }
    store<u64>(at, text);
    store<u8>(at, length, LENGTH);
  }
}

/** Writes a byte of UTF-8 as it stands in JSON text; gives where it ends. */
export function putByte(byte: u32, to: usize): usize {
  const at = ESCAPES + (byte << 3);
  store<u64>(to, load<u64>(at));
  return to + <usize>load<u8>(at, LENGTH);
}
