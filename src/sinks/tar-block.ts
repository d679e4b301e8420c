/** The blocks of a tar file (POSIX.1-1988, ustar): a header of one, a body filled up to whole ones, and two of zeros at the end. */
import { Header } from 'tar/header';

export const BLOCK_BYTES = 512;

/** Behind the last member. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK_BYTES);

/** Nothing of the machine, its user or its clock. */
const OWNER = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'File' } as const;

// Fields of a header that differ from member to member: where they begin, and their octal digits.
const SIZE_AT = 124;
const SIZE_DIGITS = 10;
const SUM_AT = 148;
const SUM_DIGITS = 6;

/** Such a name has one character a byte, and fits with a NUL behind it. */
const PLAIN_NAME = /^[0-9A-Za-z._-]{1,99}$/;

/** As the library makes it for a name of one NUL and no bytes; its checksum field stands for nothing. */
const TEMPLATE = encoded('-', 0).fill(0, 0, 1);

/** Of all bytes but those of name and size; the checksum counts as eight spaces. */
const TEMPLATE_SUM = sumOf(
  Buffer.from(TEMPLATE)
    .fill(0, SIZE_AT, SIZE_AT + SIZE_DIGITS)
    .fill(' ', SUM_AT, SUM_AT + 8),
);

/** A header as the library encodes it, which takes ten times as long: only what a photo has of its own is written here. */
export function headerOf(name: string, bytes: number): Buffer {
  if (!PLAIN_NAME.test(name) || bytes >= 8 ** SIZE_DIGITS) return encoded(name, bytes);
  const header = Buffer.from(TEMPLATE);
  const nameBytes = header.write(name, 'latin1');
  header.write(octal(bytes, SIZE_DIGITS), SIZE_AT, 'latin1');
  const sum =
    TEMPLATE_SUM + sumOf(header.subarray(0, nameBytes)) + sumOf(header.subarray(SIZE_AT, SIZE_AT + SIZE_DIGITS));
  header.write(octal(sum, SUM_DIGITS), SUM_AT, 'latin1');
  return header;
}

function encoded(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  new Header({ ...OWNER, path: name, size: bytes }).encode(header, 0);
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return sum;
}

/** Zeros behind a body of so many bytes. */
export function fillOf(bytes: number): Uint8Array {
  return TAR_END.subarray(0, (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}
