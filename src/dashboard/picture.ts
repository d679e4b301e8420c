/** The bytes of one of the newest pictures: a whole file, or a part of a shard's journal. */
import { open } from 'node:fs/promises';
import type { NewMedia } from '../core/newest-media.js';

/** What a page can show, by extension; what is not here is not served. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
]);

export interface Picture {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Null where it is not there any more, as that of a tar job whose shard is finished. */
export async function readPicture({ file, offset, bytes: length, type }: NewMedia): Promise<Picture | null> {
  const contentType = TYPES.get(type);
  if (contentType === undefined) return null;
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
    return bytesRead === length ? { type: contentType, bytes: buffer } : null;
  } finally {
    await handle.close();
  }
}
