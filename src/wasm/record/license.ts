/** The short code of a licence, told by its URL; see `core/license.ts`. */
import { piece } from './json';

const QUOTE: u8 = 0x22;
const PREFIX_BYTES: usize = 36;
const SUFFIX_BYTES: usize = 5;

/** `http://creativecommons.org/licenses/`, in pieces of at most 32 bytes. */
const PREFIX = piece('http://creativecommons.org/licen');
const PREFIX_END = piece('ses/');
const SUFFIX = piece('/2.0');

/** Writes the code, or null, at `to`; gives where it ends. */
export function putLicense(from: usize, end: usize, to: usize): usize {
  const bytes = end - from;
  if (bytes > PREFIX_BYTES + SUFFIX_BYTES) {
    const code = from + PREFIX_BYTES;
    const length = bytes - PREFIX_BYTES - SUFFIX_BYTES;
    if (isLicenseUrl(from, end) && isCode(code, length)) {
      store<u8>(to, QUOTE);
      store<u64>(to, load<u64>(code), 1);
      store<u8>(to + length, QUOTE, 1);
      return to + length + 2;
    }
  }
  store<u32>(to, 0x6c6c756e);
  return to + 4;
}

function isLicenseUrl(from: usize, end: usize): bool {
  const equal = v128.and(
    i8x16.eq(v128.load(from), v128.load(PREFIX, 4)),
    i8x16.eq(v128.load(from, 16), v128.load(PREFIX, 20)),
  );
  return (
    i8x16.all_true(equal) &&
    load<u32>(from, 32) == load<u32>(PREFIX_END, 4) &&
    load<u32>(end - SUFFIX_BYTES) == load<u32>(SUFFIX, 4) &&
    load<u8>(end - 1) == 0x2f
  );
}

/** by, by-sa, by-nd, by-nc, by-nc-sa, by-nc-nd */
function isCode(at: usize, length: usize): bool {
  if (load<u16>(at) != 0x7962) return false;
  if (length == 2) return true;
  if (load<u8>(at, 2) != 0x2d) return false;
  const second = load<u16>(at, 3);
  if (length == 5) return second == SA || second == ND || second == NC;
  if (length != 8 || second != NC || load<u8>(at, 5) != 0x2d) return false;
  const third = load<u16>(at, 6);
  return third == SA || third == ND;
}

const SA: u16 = 0x6173;
const ND: u16 = 0x646e;
const NC: u16 = 0x636e;
