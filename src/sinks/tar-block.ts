/** The blocks of a tar file (POSIX.1-1988, ustar): a header of one, a body filled up to whole ones, and two of zeros at the end. */
import { Header } from 'tar/header';

export const BLOCK_BYTES = 512;

/** Behind the last member. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK_BYTES);

/** Nothing of the machine, its user or its clock. */
const OWNER = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'File' } as const;

export function headerOf(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  new Header({ ...OWNER, path: name, size: bytes }).encode(header, 0);
  return header;
}

/** Zeros behind a body of so many bytes. */
export function fillOf(bytes: number): Uint8Array {
  return TAR_END.subarray(0, (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}
