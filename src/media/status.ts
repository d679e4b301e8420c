/** What the head of an answer says before any body is read: a file may follow, look elsewhere, or an outcome. */
import type { Outcome } from '../core/outcome.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const BY_STATUS = new Map<number, Outcome>([
  [401, 'refused'],
  [403, 'refused'],
  [404, 'gone'],
  [408, 'timeout'],
  [410, 'gone'],
  [429, 'throttled'],
]);

/** Directives of `X-Robots-Tag` by which a site asks not to be collected for training. */
const OPT_OUT = new Set(['noai', 'noimageai']);

/** Where a redirect leads, made absolute; null when the answer is no redirect, or its target is no URL. */
export function redirectTarget(status: number, location: string | null, from: URL): URL | null {
  if (!REDIRECTS.has(status) || location === null || !URL.canParse(location, from.href)) return null;
  return new URL(location, from);
}

/** The outcome of an answer whose status brings no file, or null when its body is to be read. */
export function outcomeOfStatus(status: number): Outcome | null {
  if (status >= 200 && status < 300) return null;
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return 'server-error';
  // What is left of 4xx says no, whatever its reason; a 3xx is one that leads nowhere, so what came is no media.
  return status >= 400 ? 'refused' : 'wrong-type';
}

/** The opt-out in an `X-Robots-Tag`, or null. One that is meant for another robot (`somebot: noai`) is respected too. */
export function optOutOf(robots: string | null): string | null {
  if (robots === null) return null;
  const directives = robots.toLowerCase().split(/[,:]/);
  return directives.map((directive) => directive.trim()).find((directive) => OPT_OUT.has(directive)) ?? null;
}
