/** The bytes of one of the newest pictures: a whole file, or a part of a shard's journal. */
import { open } from 'node:fs/promises';
import { SHOWN_TYPES, type NewMedia } from '../core/newest-media.js';

export interface Picture {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Null where it is not there any more, as that of a tar job whose shard is finished. */
export async function readPicture({ file, offset, bytes: length, type }: NewMedia): Promise<Picture | null> {
  const contentType = SHOWN_TYPES.get(type);
  // What no page can show is not served.
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
