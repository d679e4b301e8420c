/** From a host's name to addresses that may be connected to: the user's own table, else DNS, then the address guard. */
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address-guard.js';
import { resolvedAddresses, type ResolveTable } from '../core/resolve.js';

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
  readonly allowPrivate: boolean;
}

/** A lookup for the sockets of one port. It hands on no address that it did not check, so nothing can change between check and use. */
export function createLookup(port: number, { resolve, allowPrivate }: LookupRules): LookupFunction {
  return (host, options, callback) => {
    const answer = (found: readonly LookupAddress[]): void => {
      const allowed = found.filter(({ address }) => allowPrivate || isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        const blocked = found.map(({ address }) => address);
        callback(new BlockedAddressError(host, blocked), '');
      } else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    };

    const given = resolvedAddresses(resolve, host, port);
    if (given !== null) {
      answer(given.map((address) => ({ address, family: isIP(address) })));
      return;
    }
    dnsLookup(host, { ...options, all: true }, (error, found) => {
      if (error === null) answer(found);
      else callback(error, '');
    });
  };
}

/** Whether a URL's host may be asked as far as it can be told without DNS: sockets look up names only, so an address in the URL is judged here. */
export function isAllowedHost(url: URL, { allowPrivate }: LookupRules): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return allowPrivate || isIP(host) === 0 || isPublicAddress(host);
}
