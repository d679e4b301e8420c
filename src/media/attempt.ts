/** One try for one file: a request, the redirects it leads to, and the body, judged as one outcome. */
import type { Outcome } from '../core/outcome.js';
import { isPlaceholder } from '../core/media-url.js';
import { retryAfterMs } from '../core/retry.js';
import { FetchFailure, type AnswerHandler, type Exchange, type Head } from './client.js';
import type { Gate } from './gate.js';
import type { Gear } from './gear.js';
import type { Leave } from './limiter.js';
import { createReceiver, type Delivery, type ReceivedFile, type Receiver } from './receive.js';
import { stopOf, type StopListener } from './stop.js';
import { optOutOf, outcomeOfStatus, redirectTarget } from './status.js';
import type { Watched } from './watch.js';

const MAX_REDIRECTS = 5;

/** What a try came to. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Only with `ok`: whoever gets it drops it. */
  readonly file: ReceivedFile | null;
  /** The last HTTP status; null when no answer came. */
  readonly status: number | null;
  /** A clause for people; null with `ok`. */
  readonly detail: string | null;
  /** `host[:port]` of the last request: whose pace this try tells of. */
  readonly host: string;
  /** What its `Retry-After` asks for; null without one. */
  readonly retryAfterMs: number | null;
  /** The host is dead and was not asked. */
  readonly isPutOff: boolean;
}

/** How a verdict differs from "an answer without anything". */
type Finding = Pick<Verdict, 'outcome'> & Partial<Pick<Verdict, 'file' | 'detail' | 'retryAfterMs' | 'isPutOff'>>;

type Step = { readonly finding: Finding } | { readonly next: URL };

/** An exchange that the watch has ended. */
class TimeUp extends Error {}

/**
 * Rejects only when a file cannot be written, and with the signal's reason when it aborts; then nothing is left of it.
 * @param turn what the limiter has given for the first request, where the caller has waited for it
 */
export async function attempt(
  first: URL,
  delivery: Delivery,
  gear: Gear,
  signal: AbortSignal,
  turn?: Leave | null,
): Promise<Verdict> {
  const { limiter, clock } = gear;
  let url = first;
  let status: number | null = null;
  let leftMs = gear.deadlineMs;
  // Field by field, here and elsewhere on the way of a file: to spread objects takes microseconds.
  const verdict = ({ outcome, file, detail, retryAfterMs, isPutOff }: Finding): Verdict => ({
    outcome,
    file: file ?? null,
    status,
    detail: detail ?? null,
    host: url.host,
    retryAfterMs: retryAfterMs ?? null,
    isPutOff: isPutOff ?? false,
  });

  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const { host } = url;
    const leave = redirects === 0 && turn !== undefined ? turn : await limiter.enter(host, gear.isPatient, signal);
    if (leave === null) return verdict({ outcome: 'network', detail: `${host} does not answer`, isPutOff: true });
    const startedMs = clock.nowMs();
    let step: Step;
    try {
      const hop = await exchange(url, delivery, gear, leftMs, signal);
      status = hop.status ?? status;
      // Before its place is another's, which may be told by it that there is no hope.
      noteAnswer(gear, host, startedMs, hop);
      step = gear.workshop === null ? hop.step : await intoWorkshop(hop.step, gear.workshop, signal);
    } finally {
      leave();
    }
    if ('finding' in step) return verdict(step.finding);
    url = step.next;
    leftMs -= clock.nowMs() - startedMs;
  }
  return verdict({ outcome: 'wrong-type', detail: `more than ${MAX_REDIRECTS} redirects` });
}

/** A file that came takes a place, until it is dropped. */
async function intoWorkshop(step: Step, workshop: Gate, signal: AbortSignal): Promise<Step> {
  const file = 'finding' in step ? step.finding.file : null;
  if (!file) return step;
  try {
    const leave = await workshop.enter(signal);
    const drop = (): void => {
      file.drop();
      leave();
    };
    const { bytes, sha256, type, body, tempPath } = file;
    return { finding: { outcome: 'ok', file: { bytes, sha256, type, body, tempPath, drop } } };
  } catch (error) {
    file.drop();
    throw error;
  }
}

/** What a hop tells of its host: one that does not answer, or never comes to an end, gets fewer connections, then none. */
function noteAnswer(
  { breaker, connections, clock, onRequest }: Gear,
  host: string,
  startedMs: number,
  { status, step }: Hop,
): void {
  const outcome = 'finding' in step ? step.finding.outcome : null;
  if (outcome === 'blocked') return;
  onRequest(clock.nowMs() - startedMs);
  if (outcome === 'timeout' || (outcome === 'network' && status === null)) {
    const isNew = breaker.failed(host, startedMs, clock.nowMs(), outcome === 'timeout');
    if (isNew) connections.shrink(host);
  } else {
    breaker.answered(host);
    if (outcome !== 'throttled') connections.grow(host);
  }
}

interface Hop {
  /** Null when no answer came. */
  readonly status: number | null;
  readonly step: Step;
}

/** One request, and its answer: it ends the try, or leads to another URL. */
async function exchange(url: URL, delivery: Delivery, gear: Gear, leftMs: number, signal: AbortSignal): Promise<Hop> {
  const stop = stopOf(signal);
  if (stop.isAborted) throw signal.reason;
  const request = new Request(url, delivery, gear);
  const watched = gear.watch.add(request, leftMs);
  stop.listeners.add(request);
  try {
    await request.done();
    return { status: request.status, step: request.step ?? { finding: request.receiver?.end() ?? NO_BODY } };
  } catch (error) {
    if (stop.isAborted) throw signal.reason;
    return { status: request.status, step: { finding: findingOf(error) } };
  } finally {
    gear.watch.delete(watched);
    stop.listeners.delete(request);
    request.receiver?.drop();
  }
}

/** A request on its way. A class, since closures for each file would be compiled, or at least looked up, anew for each. */
class Request implements AnswerHandler, Watched, StopListener {
  /** Null before the head has come. */
  status: number | null = null;
  /** What it has come to before its end. */
  step: Step | null = null;
  /** Of a body that is wanted. */
  receiver: Receiver | null = null;
  place = -1;
  readonly #url: URL;
  readonly #delivery: Delivery;
  readonly #gear: Gear;
  readonly #running: Exchange;

  constructor(url: URL, delivery: Delivery, gear: Gear) {
    this.#url = url;
    this.#delivery = delivery;
    this.#gear = gear;
    this.#running = gear.client.get(url, this);
  }

  /** As the client's exchange has it. */
  done(): Promise<void> {
    return this.#running.done;
  }

  onHead(head: Head): boolean {
    this.status = head.status;
    this.step = judgeHead(head, this.#url, this.#delivery.maxBytes, this.#gear);
    if (this.step !== null) return false;
    this.receiver = createReceiver(this.#delivery, head.header('content-type'), this.#gear.buffers);
    return true;
  }

  onData(chunk: Uint8Array): boolean {
    const problem = this.receiver?.add(chunk) ?? null;
    if (problem === null) return true;
    this.step = { finding: problem };
    return false;
  }

  bytes(): number | null {
    return this.receiver?.bytes() ?? null;
  }

  end(why: string): void {
    this.#running.abort(new TimeUp(why));
  }

  abort(reason: unknown): void {
    this.#running.abort(reason);
  }
}

/** A client that ends without a head is at fault. */
const NO_BODY: Finding = { outcome: 'network', detail: 'no answer' };

/** Throws what is no doing of the network. */
function findingOf(error: unknown): Finding {
  if (error instanceof TimeUp) return { outcome: 'timeout', detail: error.message };
  if (error instanceof FetchFailure) return { outcome: error.outcome, detail: error.message };
  throw error;
}

/** What the head alone decides; null when the body does. */
function judgeHead({ status, header }: Head, url: URL, maxBytes: number, gear: Gear): Step | null {
  const next = redirectTarget(status, header('location'), url);
  if (next !== null) {
    const finding = judgeRedirect(next);
    return finding === null ? { next } : { finding };
  }
  const outcome = outcomeOfStatus(status);
  if (outcome !== null) {
    const waitMs = retryAfterMs(header('retry-after'), gear.clock.wallMs());
    return { finding: { outcome, detail: `status ${status}`, retryAfterMs: waitMs } };
  }
  const optOut = gear.respectsRobots ? optOutOf(header('x-robots-tag')) : null;
  if (optOut !== null) return { finding: { outcome: 'refused', detail: `X-Robots-Tag: ${optOut}` } };
  const bytes = Number(header('content-length') ?? 0);
  return bytes > maxBytes ? { finding: { outcome: 'too-large', detail: `${bytes} bytes, over ${maxBytes}` } } : null;
}

function judgeRedirect(next: URL): Finding | null {
  if (isPlaceholder(next)) return { outcome: 'gone', detail: 'a redirect to the placeholder picture' };
  return isWeb(next) ? null : { outcome: 'blocked', detail: `a redirect to ${next.protocol}` };
}

/** Whether a URL is one of those that are fetched at all. */
export function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}
