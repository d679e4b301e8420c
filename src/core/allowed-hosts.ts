/** `--allow-host HOST[:PORT]`: the hosts that may have private addresses. */
import { YfccError } from './errors.js';
import { plainHost } from './host-name.js';

export interface AllowedHost {
  /** A name or an address as a URL has it, without brackets. */
  readonly host: string;
  /** It stands for all names below `host`, not for that itself. */
  readonly isBelow: boolean;
  /** Null: any. */
  readonly port: number | null;
}

export type AllowedHosts = readonly AllowedHost[];

/** A name, `*.name`, or an address; an IPv6 one in brackets, or alone. */
const ENTRY = /^(\*\.)?(?:\[([0-9a-f:.]+)\]|([^\s:[\]*/?#@\\]+))(?::([0-9]{1,5}))?$/i;
const BARE_IPV6 = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i;

/** @throws YfccError `usage` when an entry cannot be read */
export function parseAllowedHosts(entries: readonly string[]): AllowedHosts {
  return entries.map((entry) => {
    const [matched, star, address, name = '', port] = ENTRY.exec(BARE_IPV6.test(entry) ? `[${entry}]` : entry) ?? [];
    const url = `http://${address === undefined ? name : `[${address}]`}/`;
    if (matched === undefined || !URL.canParse(url) || (port !== undefined && !isPort(Number(port)))) {
      throw new YfccError(
        'usage',
        `Expected --allow-host to be a name, *.name or an address, and :port or not, got ${entry}.`,
      );
    }
    // The form that URLs have it in: lower case, addresses in their one form.
    const host = plainHost(new URL(url).hostname);
    return { host, isBelow: star !== undefined, port: port === undefined ? null : Number(port) };
  });
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}

/** Whether a host, as a URL has it, is one of these. */
export function isAllowedByName(allowed: AllowedHosts, host: string, port: number): boolean {
  const plain = plainHost(host.toLowerCase());
  return allowed.some((one) => {
    if (one.port !== null && one.port !== port) return false;
    return one.isBelow ? plain.endsWith(`.${one.host}`) : plain === one.host;
  });
}
