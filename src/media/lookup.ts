/** From a host's name to addresses that may be connected to: the user's own table, else DNS, then the address guard. */
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isAllowedByName, type AllowedHosts } from '../core/allowed-hosts.js';
import { plainHost, portOf, withoutBrackets } from '../core/host-name.js';
import { resolvedAddresses, type ResolveTable } from '../core/resolve.js';
import { isPublicAddress } from './address-guard.js';
import type { NameCache } from './name-cache.js';

/** A host that leads only to addresses that are not of the public internet. */
export class BlockedAddressError extends Error {
  readonly host: string;

  constructor(host: string, addresses: readonly string[]) {
    super(`${host} is ${addresses.join(', ')}: not an address of the public internet`);
    this.name = 'BlockedAddressError';
    this.host = host;
  }
}

export interface LookupRules {
  readonly resolve: ResolveTable;
  /** All hosts may have private addresses. */
  readonly allowPrivate: boolean;
  /** These may. */
  readonly allowHosts: AllowedHosts;
}

/** A lookup for the sockets of one port. It hands on no address that it did not check, so nothing can change between check and use. */
export function createLookup(port: number, rules: LookupRules, names: NameCache): LookupFunction {
  return (host, options, callback) => {
    const isOpen = mayBePrivate(host, port, rules);
    const answer = (found: readonly LookupAddress[]): void => {
      const allowed = found.filter(({ address }) => isOpen || isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        const blocked = found.map(({ address }) => address);
        callback(new BlockedAddressError(host, blocked), '');
      } else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    };

    const given = resolvedAddresses(rules.resolve, host, port);
    if (given !== null) {
      answer(given.map((address) => ({ address, family: isIP(address) })));
      return;
    }
    names.find(host, (error, found) => {
      if (error === null) answer(found);
      else callback(error, '');
    });
  };
}

/** Whether a URL's host may be asked as far as it can be told without DNS: sockets look up names only, so an address in the URL is judged here. */
export function isAllowedHost(url: URL, rules: LookupRules): boolean {
  if (rules.allowPrivate) return true;
  const host = withoutBrackets(url.hostname);
  return isIP(host) === 0 || mayBePrivate(host, portOf(url), rules) || isPublicAddress(host);
}

/** Names of one machine or one network; those of clouds for their machines' credentials end with `internal`. */
const LOCAL_NAME = /^[^.]*$|(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/;

/** The same for a request that a proxy is to make: it looks up the name, so all that can be judged is the name. */
export function isAllowedBehindProxy(url: URL, rules: LookupRules): boolean {
  const host = withoutBrackets(url.hostname);
  if (!isAllowedHost(url, rules)) return false;
  return isIP(host) !== 0 || !LOCAL_NAME.test(plainHost(host)) || mayBePrivate(host, portOf(url), rules);
}

function mayBePrivate(host: string, port: number, { allowPrivate, allowHosts }: LookupRules): boolean {
  return allowPrivate || isAllowedByName(allowHosts, host, port);
}
