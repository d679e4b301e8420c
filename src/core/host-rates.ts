/** `--rate`: how many requests a second a host may get, over all threads. */
import { YfccError } from './errors.js';
import { isFlickrHost } from './media-url.js';

/** Plain, so that it crosses threads. */
export interface HostRates {
  /** For Flickr's hosts that are not named; 0: no limit. */
  readonly flickr: number;
  /** `name[:port]` in lower case, or `*.name` for all below it; the first that fits counts. */
  readonly hosts: readonly { readonly host: string; readonly perSecond: number }[];
}

const LARGEST = 10_000;
const ENTRY = /^(?:([^=\s]+)=)?([0-9]+(?:\.[0-9]+)?)(?:\/s)?$/;

/**
 * Reads entries such as `10` (Flickr's hosts), `mirror.example=50` or `*.example.org=2.5/s`; 0 stands for no limit.
 * @throws YfccError `usage` for one that can't be read
 */
export function parseHostRates(entries: readonly string[], flickr: number): HostRates {
  const hosts: { host: string; perSecond: number }[] = [];
  let flickrRate = flickr;
  for (const entry of entries) {
    const [, host, number = ''] = ENTRY.exec(entry) ?? [];
    const perSecond = Number(number);
    if (number === '' || perSecond > LARGEST) {
      throw new YfccError(
        'usage',
        `Expected --rate to be requests a second, up to ${LARGEST}, for Flickr's hosts (10) or one host (mirror.example=50), got \`${entry}\`.`,
      );
    }
    if (host === undefined) flickrRate = perSecond;
    else hosts.push({ host: host.toLowerCase(), perSecond });
  }
  return { flickr: flickrRate, hosts };
}

/** Requests a second for a host (`name[:port]`); 0: no limit. Only Flickr's have one unless it is given. */
export function rateOf({ flickr, hosts }: HostRates, host: string): number {
  const name = host.replace(/:[0-9]+$/, '');
  const given = hosts.find(({ host: pattern }) => pattern === host || pattern === name || isBelow(name, pattern));
  return given?.perSecond ?? (isFlickrHost(host) ? flickr : 0);
}

function isBelow(name: string, pattern: string): boolean {
  return pattern.startsWith('*.') && name.endsWith(pattern.slice(1));
}
