/** Looks at a media file as its bytes go by, from the network or from disk: how many, their sha256, their type, and whether the end is there. */
import { createHash, hash } from 'node:crypto';
import type { MediaType } from '../core/outcome.js';
import { createBoxWalk } from './box-walk.js';
import { HEAD_BYTES, mediaTypeOf } from './media-type.js';

/** As many last bytes as the end is looked for in. */
const TAIL_BYTES = 4096;

/** Cameras and servers add a few bytes after the end of a picture. More than this, after zeros at the very end are left out, is not its end. */
const AFTER_END_BYTES = 32;

const JPEG_END = Buffer.from('ffd9', 'hex');
/** Type and checksum of the chunk that ends a PNG. */
const PNG_END = Buffer.from('49454e44ae426082', 'hex');

/** What there is to say of the bytes so far. */
export interface Inspection {
  bytes(): number;
  /** The first bytes, at most `HEAD_BYTES` of them. */
  head(): Uint8Array;
  /** By the first bytes that came so far; null when they are of none of our types. */
  type(): MediaType | null;
  /** What the end lacks, as a clause for people; null when it is there. Only for a file that is read to its end. */
  missingEnd(): string | null;
  /** Lower-case hex; call it once, after the last chunk. */
  sha256(): string;
}

export interface Inspector extends Inspection {
  add(chunk: Uint8Array): void;
}

/** Looks at a file that is in memory whole, as most photos are: at a fraction of what it costs to take it in by the chunk. */
export function inspectWhole(body: Buffer): Inspection {
  return new WholeFile(body);
}

class WholeFile implements Inspection {
  readonly #body: Buffer;
  readonly #head: Buffer;

  constructor(body: Buffer) {
    this.#body = body;
    this.#head = body.subarray(0, HEAD_BYTES);
  }

  bytes(): number {
    return this.#body.length;
  }

  head(): Uint8Array {
    return this.#head;
  }

  type(): MediaType | null {
    return mediaTypeOf(this.#head);
  }

  missingEnd(): string | null {
    return missingEnd(this.#head, this.#body.subarray(-TAIL_BYTES), this.#body.length, () => {
      const boxes = createBoxWalk();
      boxes.add(this.#body);
      return boxes.isInsideBox();
    });
  }

  sha256(): string {
    return hash('sha256', this.#body, 'hex');
  }
}

export function createInspector(): Inspector {
  const digest = createHash('sha256');
  const boxes = createBoxWalk();
  let bytes = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);

  return {
    add(chunk) {
      digest.update(chunk);
      boxes.add(chunk);
      bytes += chunk.length;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      tail = Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    },
    bytes: () => bytes,
    head: () => head,
    type: () => mediaTypeOf(head),
    missingEnd: () => missingEnd(head, tail, bytes, () => boxes.isInsideBox()),
    sha256: () => digest.digest('hex'),
  };
}

function missingEnd(head: Buffer, tail: Buffer, bytes: number, isInsideBox: () => boolean): string | null {
  const type = mediaTypeOf(head);
  if (type === 'jpg') return endsWith(tail, JPEG_END) ? null : 'a JPEG without its end marker';
  if (type === 'png') return endsWith(tail, PNG_END) ? null : 'a PNG without its last chunk';
  // RIFF: bytes 4..7 are the length of what follows them, little-endian.
  if ((type === 'webp' || type === 'avi') && bytes < 8 + head.readUInt32LE(4))
    return 'a RIFF file shorter than it says';
  // Of the other types none has bytes that could be taken for boxes, and their end cannot be told from their middle.
  return isInsideBox() ? `${type === 'avif' ? 'an AVIF' : 'a video'} that ends inside a box` : null;
}

/** Whether `marker` ends the file, but for zeros at the very end and at most `AFTER_END_BYTES` before those. */
function endsWith(tail: Buffer, marker: Buffer): boolean {
  let end = tail.length;
  while (end > 0 && tail[end - 1] === 0) end -= 1;
  const from = Math.max(end - marker.length - AFTER_END_BYTES, 0);
  return tail.subarray(from, end).includes(marker);
}
