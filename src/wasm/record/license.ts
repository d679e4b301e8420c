/** The short code of a licence, told by its URL; see `core/license.ts`. */
import { piece } from './json';

const QUOTE: u8 = 0x22;
const PREFIX_BYTES: usize = 36;
const SUFFIX_BYTES: usize = 5;

/** `http://creativecommons.org/licenses/`, in pieces of at most 32 bytes. */
const PREFIX = piece('http://creativecommons.org/licen');
const PREFIX_END = piece('ses/');
const SUFFIX = piece('/2.0');

/** Of a URL that is none of the six. */
const NO_LICENSE: u32 = 31;

/** Writes the code, or null, at `to`; gives where it ends. */
export function putLicense(from: usize, end: usize, to: usize): usize {
  if (licenseIndex(from, end) == NO_LICENSE) {
    store<u32>(to, 0x6c6c756e);
    return to + 4;
  }
  const bytes = end - from - PREFIX_BYTES - SUFFIX_BYTES;
  store<u8>(to, QUOTE);
  store<u64>(to, load<u64>(from + PREFIX_BYTES), 1);
  store<u8>(to + bytes, QUOTE, 1);
  return to + bytes + 2;
}

/** The place in the list of `core/license.ts`; 31 for none. */
export function licenseIndex(from: usize, end: usize): u32 {
  const bytes = end - from;
  if (bytes <= PREFIX_BYTES + SUFFIX_BYTES || !isLicenseUrl(from, end)) return NO_LICENSE;
  return codeIndex(from + PREFIX_BYTES, bytes - PREFIX_BYTES - SUFFIX_BYTES);
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
function codeIndex(at: usize, length: usize): u32 {
  if (load<u16>(at) != BY) return NO_LICENSE;
  if (length == 2) return 0;
  const second = load<u16>(at, 3);
  if (load<u8>(at, 2) != DASH) return NO_LICENSE;
  if (length == 5) return second == SA ? 1 : second == ND ? 2 : second == NC ? 3 : NO_LICENSE;
  if (length != 8 || second != NC || load<u8>(at, 5) != DASH) return NO_LICENSE;
  const third = load<u16>(at, 6);
  return third == SA ? 4 : third == ND ? 5 : NO_LICENSE;
}

const DASH: u8 = 0x2d;
const BY: u16 = 0x7962;
const SA: u16 = 0x6173;
const ND: u16 = 0x646e;
const NC: u16 = 0x636e;
