/** Takes a body in: checks it as it comes, and streams it to a temporary file that is there only if all of it was right. */
import type { MediaType, Outcome } from '../core/outcome.js';
import type { Clock } from './clock.js';
import { createInspector, type Inspector } from './inspector.js';
import { HEAD_BYTES, isHtml, TYPES_OF, type MediaKind } from './media-type.js';
import { createTempFile } from './temp-file.js';

/** A page up to this size stands for "too many requests"; the known one has 117 bytes. */
const THROTTLE_PAGE_BYTES = 400;

/** A body that is this slow after this long is given up, however far off its deadline is. */
const SLOWEST_BYTES_PER_SECOND = 1000;
const SLOW_AFTER_MS = 10_000;

/** What is wanted of a body. */
export interface Delivery {
  readonly kind: MediaKind;
  readonly maxBytes: number;
  readonly contentType: string | null;
  /** Must not exist. */
  readonly tempPath: string;
}

/** A whole file under its temporary name. */
export interface ReceivedFile {
  readonly tempPath: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly type: MediaType;
}

/** Why a body is no file; `detail` is a clause for people. */
export interface Problem {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
}

export type Receipt = { readonly outcome: 'ok'; readonly file: ReceivedFile } | Problem;

/**
 * Reads `body` up to its end, or up to the first thing wrong with it.
 * Rejects with what the body throws, and with the system's error when the file cannot be written; then there is no temporary file.
 */
export async function receive(body: AsyncIterable<Uint8Array>, delivery: Delivery, clock: Clock): Promise<Receipt> {
  const inspector = createInspector();
  const startedMs = clock.nowMs();
  const temp = createTempFile(delivery.tempPath);
  let isKept = false;
  try {
    for await (const chunk of body) {
      inspector.add(chunk);
      const problem = problemSoFar(inspector, delivery) ?? slowness(inspector.bytes(), clock.nowMs() - startedMs);
      if (problem !== null) return problem;
      await temp.write(chunk);
    }
    const checked = typeAtEnd(inspector, delivery);
    if (typeof checked !== 'string') return checked;
    await temp.end();
    isKept = true;
    const { tempPath } = delivery;
    const file = { tempPath, bytes: inspector.bytes(), sha256: inspector.sha256(), type: checked };
    return { outcome: 'ok', file };
  } finally {
    if (!isKept) await temp.drop();
  }
}

/** What is wrong already before the end, so that the rest need not come. */
function problemSoFar(inspector: Inspector, delivery: Delivery): Problem | null {
  if (inspector.bytes() > delivery.maxBytes) {
    return { outcome: 'too-large', detail: `more than ${delivery.maxBytes} bytes` };
  }
  if (inspector.bytes() < HEAD_BYTES) return null;
  const type = typeSoFar(inspector, delivery);
  return typeof type === 'string' ? null : type;
}

function slowness(bytes: number, elapsedMs: number): Problem | null {
  if (elapsedMs < SLOW_AFTER_MS || bytes * 1000 >= elapsedMs * SLOWEST_BYTES_PER_SECOND) return null;
  return { outcome: 'timeout', detail: `under ${SLOWEST_BYTES_PER_SECOND} bytes a second` };
}

function typeAtEnd(inspector: Inspector, delivery: Delivery): MediaType | Problem {
  if (inspector.bytes() === 0) return { outcome: 'truncated', detail: 'an empty body' };
  const missing = inspector.missingEnd();
  return missing === null ? typeSoFar(inspector, delivery) : { outcome: 'truncated', detail: missing };
}

/** The type by the first bytes, or what came in its stead. */
function typeSoFar(inspector: Inspector, { kind, contentType }: Delivery): MediaType | Problem {
  const type = inspector.type();
  if (type !== null && TYPES_OF[kind].includes(type)) return type;
  if (type !== null) return { outcome: 'wrong-type', detail: `a ${type} file for a ${kind}` };
  if (!isHtml(contentType, inspector.head())) return { outcome: 'wrong-type', detail: 'first bytes of no known type' };
  const bytes = inspector.bytes();
  return bytes <= THROTTLE_PAGE_BYTES
    ? { outcome: 'throttled', detail: `an HTML page of ${bytes} bytes` }
    : { outcome: 'wrong-type', detail: 'an HTML page' };
}
