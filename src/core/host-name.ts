/** The host and the port of an `http:` or `https:` URL. */

/** A host as a URL has it; an IPv6 address without its brackets. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** The same without the dot that ends a name in full, to be compared. */
export function plainHost(host: string): string {
  return withoutBrackets(host).replace(/\.$/, '');
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
