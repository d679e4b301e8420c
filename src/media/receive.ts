/** Takes a body in as it comes: checks it, and keeps it in memory, or in a temporary file where it is too long for that. */
import { closeSync, openSync, rmSync } from 'node:fs';
import type { MediaType, Outcome } from '../core/outcome.js';
import type { BodyBuffers } from './body-buffers.js';
import { createInspector, inspectWhole, type Inspection, type Inspector } from './inspector.js';
import { HEAD_BYTES, isHtml, mediaTypeOf, TYPES_OF, type MediaKind } from './media-type.js';
import { writeAll } from '../files/write-all.js';

/** A page up to this size stands for "too many requests"; the known one has 117 bytes. */
const THROTTLE_PAGE_BYTES = 400;

/** What is wanted of a body. */
export interface Delivery {
  readonly kind: MediaKind;
  readonly maxBytes: number;
  /** Of a picture that stands for one that is gone, lower-case hex. */
  readonly placeholders: ReadonlySet<string>;
  /** Must not exist. */
  readonly tempPath: string;
}

/** A whole file: in memory, or under its temporary name. */
export interface ReceivedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly type: MediaType;
  /** All of it, until it is dropped; null when it is in `tempPath`. */
  readonly body: Uint8Array | null;
  readonly tempPath: string | null;
  /** Gives the memory back, and removes the file if it is still there. Call it once. */
  drop(): void;
}

/** Why a body is no file; `detail` is a clause for people. */
export interface Problem {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
}

export type Receipt = { readonly outcome: 'ok'; readonly file: ReceivedFile } | Problem;

export interface Receiver {
  /** The first thing that is wrong, already before the end. Throws the system's error when a file cannot be written. */
  add(chunk: Uint8Array): Problem | null;
  bytes(): number;
  /** What came; the receiver is done with. Throws as `add`. */
  end(): Receipt;
  /** Leaves nothing; does nothing after `end`. */
  drop(): void;
}

/** @param contentType as the head says it; only a web page is told by it */
export function createReceiver(delivery: Delivery, contentType: string | null, buffers: BodyBuffers): Receiver {
  return new BodyReceiver(delivery, contentType, buffers);
}

class BodyReceiver implements Receiver {
  readonly #delivery: Delivery;
  readonly #contentType: string | null;
  readonly #buffers: BodyBuffers;
  readonly #buffer: Buffer;
  /** Only of a body that is too long for the buffer. */
  #inspector: Inspector | null = null;
  #filled = 0; // of the buffer
  #bytes = 0;
  #fd: number | null = null;
  #isChecked = false;
  #isOver = false;

  constructor(delivery: Delivery, contentType: string | null, buffers: BodyBuffers) {
    this.#delivery = delivery;
    this.#contentType = contentType;
    this.#buffers = buffers;
    this.#buffer = buffers.take();
  }

  add(chunk: Uint8Array): Problem | null {
    const { kind, maxBytes } = this.#delivery;
    const buffer = this.#buffer;
    this.#bytes += chunk.length;
    if (this.#bytes > maxBytes) return { outcome: 'too-large', detail: `more than ${maxBytes} bytes` };
    for (let at = 0; at < chunk.length;) {
      if (this.#filled === buffer.length) this.#spill();
      const step = Math.min(chunk.length - at, buffer.length - this.#filled);
      buffer.set(step === chunk.length ? chunk : chunk.subarray(at, at + step), this.#filled);
      this.#filled += step;
      at += step;
      if (this.#isChecked || this.#filled < HEAD_BYTES) continue;
      this.#isChecked = true;
      const type = typeOf(buffer.subarray(0, HEAD_BYTES), this.#bytes, kind, this.#contentType);
      if (typeof type !== 'string') return type;
    }
    return null;
  }

  bytes(): number {
    return this.#bytes;
  }

  end(): Receipt {
    const bytes = this.#bytes;
    const buffers = this.#buffers;
    const buffer = this.#buffer;
    const body = this.#fd === null ? buffer.subarray(0, this.#filled) : null;
    const inspection = body === null ? this.#spill() : inspectWhole(body);
    const judged = judge(inspection, this.#delivery, this.#contentType);
    const temp = body === null ? this.#delivery.tempPath : null;
    this.#close();
    if (typeof judged.type !== 'string') {
      buffers.give(buffer);
      if (temp !== null) rmSync(temp);
      return judged.type;
    }
    const drop = (): void => {
      buffers.give(buffer);
      if (temp !== null) rmSync(temp, { force: true });
    };
    return { outcome: 'ok', file: { bytes, sha256: judged.sha256, type: judged.type, body, tempPath: temp, drop } };
  }

  drop(): void {
    if (this.#isOver) return;
    this.#close();
    this.#buffers.give(this.#buffer);
    if (this.#fd !== null) rmSync(this.#delivery.tempPath, { force: true });
  }

  /** Makes room: what is in the buffer goes into the file. Returns what has looked at all that went there. */
  #spill(): Inspector {
    const filled = this.#buffer.subarray(0, this.#filled);
    this.#fd ??= openSync(this.#delivery.tempPath, 'wx');
    writeAll(this.#fd, filled);
    const inspector = (this.#inspector ??= createInspector());
    inspector.add(filled);
    this.#filled = 0;
    return inspector;
  }

  #close(): void {
    this.#isOver = true;
    if (this.#fd !== null) closeSync(this.#fd);
  }
}

function judge(
  inspection: Inspection,
  { kind, placeholders }: Delivery,
  contentType: string | null,
): { readonly type: MediaType; readonly sha256: string } | { readonly type: Problem } {
  if (inspection.bytes() === 0) return { type: { outcome: 'truncated', detail: 'an empty body' } };
  const missing = inspection.missingEnd();
  if (missing !== null) return { type: { outcome: 'truncated', detail: missing } };
  const type = typeOf(inspection.head(), inspection.bytes(), kind, contentType);
  if (typeof type !== 'string') return { type };
  const sha256 = inspection.sha256();
  if (placeholders.has(sha256)) return { type: { outcome: 'gone', detail: 'the placeholder picture' } };
  return { type, sha256 };
}

/** The type by the first bytes, or what came in its stead; `bytes` are those so far. */
function typeOf(head: Uint8Array, bytes: number, kind: MediaKind, contentType: string | null): MediaType | Problem {
  const type = mediaTypeOf(head);
  if (type !== null && TYPES_OF[kind].includes(type)) return type;
  if (type !== null) return { outcome: 'wrong-type', detail: `a ${type} file for a ${kind}` };
  if (!isHtml(contentType, head)) return { outcome: 'wrong-type', detail: 'first bytes of no known type' };
  return bytes <= THROTTLE_PAGE_BYTES
    ? { outcome: 'throttled', detail: `an HTML page of ${bytes} bytes` }
    : { outcome: 'wrong-type', detail: 'an HTML page' };
}
