/** One try for one file: a request, the redirects it leads to, and the body, judged as one outcome. */
import type { Outcome } from '../core/outcome.js';
import { isPlaceholder } from '../core/media-url.js';
import { retryAfterMs } from '../core/retry.js';
import { ask, type Answer } from './answer.js';
import { FetchFailure, type Client } from './client.js';
import type { Clock } from './clock.js';
import { startDeadline } from './deadline.js';
import type { Limiter } from './limiter.js';
import { receive, type Delivery, type ReceivedFile } from './receive.js';
import { optOutOf, outcomeOfStatus, redirectTarget } from './status.js';

const MAX_REDIRECTS = 5;

/** What every try works with. */
export interface Gear {
  readonly client: Client;
  readonly limiter: Limiter;
  readonly clock: Clock;
  /** For all requests of a try together, bodies included; waiting for a turn does not count. */
  readonly deadlineMs: number;
}

/** What a try came to. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Only with `ok`: whoever gets it moves it away or removes it. */
  readonly file: ReceivedFile | null;
  /** The last HTTP status; null when no answer came. */
  readonly status: number | null;
  /** A clause for people; null with `ok`. */
  readonly detail: string | null;
  /** `host[:port]` of the last request: whose pace this try tells of. */
  readonly host: string;
  /** What its `Retry-After` asks for; null without one. */
  readonly retryAfterMs: number | null;
}

/** How a verdict differs from "an answer without anything". */
type Finding = Pick<Verdict, 'outcome'> & Partial<Verdict>;

type Step = { readonly finding: Finding } | { readonly next: URL };

/** Rejects only when the file cannot be written, and with the signal's reason when it aborts; then there is no temporary file. */
export async function attempt(
  first: URL,
  delivery: Omit<Delivery, 'contentType'>,
  gear: Gear,
  signal: AbortSignal,
): Promise<Verdict> {
  let url = first;
  let status: number | null = null;
  let leftMs = gear.deadlineMs;
  const verdict = (finding: Finding): Verdict => {
    return { file: null, status, detail: null, host: url.host, retryAfterMs: null, ...finding };
  };

  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const leave = await gear.limiter.enter(url.host, signal);
    const startedMs = gear.clock.nowMs();
    const deadline = startDeadline(signal, leftMs);
    try {
      const answer = await ask(gear.client, url, deadline.signal);
      status = answer.status;
      const step = await follow(answer, url, delivery, gear.clock);
      if ('finding' in step) return verdict(step.finding);
      url = step.next;
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.isOver()) return verdict({ outcome: 'timeout', detail: `not done after ${gear.deadlineMs} ms` });
      if (error instanceof FetchFailure) return verdict({ outcome: error.outcome, detail: error.message });
      throw error;
    } finally {
      deadline.clear();
      leave();
    }
    leftMs -= gear.clock.nowMs() - startedMs;
  }
  return verdict({ outcome: 'wrong-type', detail: `more than ${MAX_REDIRECTS} redirects` });
}

/** Reads one answer: it ends the try, or leads to another URL. */
async function follow(answer: Answer, url: URL, delivery: Omit<Delivery, 'contentType'>, clock: Clock): Promise<Step> {
  const next = redirectTarget(answer.status, answer.header('location'), url);
  if (next !== null) {
    await answer.discard();
    const finding = judgeRedirect(next);
    return finding === null ? { next } : { finding };
  }
  const finding = judgeHead(answer, delivery.maxBytes, clock.wallMs());
  if (finding !== null) {
    await answer.discard();
    return { finding };
  }
  const contentType = answer.header('content-type');
  return { finding: await receive(answer.body, { ...delivery, contentType }, clock) };
}

function judgeRedirect(next: URL): Finding | null {
  if (isPlaceholder(next)) return { outcome: 'gone', detail: 'a redirect to the placeholder picture' };
  return isWeb(next) ? null : { outcome: 'blocked', detail: `a redirect to ${next.protocol}` };
}

/** What the head alone decides; null when the body does. */
function judgeHead({ status, header }: Answer, maxBytes: number, wallMs: number): Finding | null {
  const outcome = outcomeOfStatus(status);
  if (outcome !== null) {
    return { outcome, detail: `status ${status}`, retryAfterMs: retryAfterMs(header('retry-after'), wallMs) };
  }
  const optOut = optOutOf(header('x-robots-tag'));
  if (optOut !== null) return { outcome: 'refused', detail: `X-Robots-Tag: ${optOut}` };
  const bytes = Number(header('content-length') ?? 0);
  return bytes > maxBytes ? { outcome: 'too-large', detail: `${bytes} bytes, over ${maxBytes}` } : null;
}

/** Whether a URL is one of those that are fetched at all. */
export function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}
