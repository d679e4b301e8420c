/** Which requests go through a proxy: `http_proxy`, `https_proxy` and `no_proxy`, read as curl reads them. */
import { YfccError } from './errors.js';
import { plainHost, portOf } from './host-name.js';

export interface Proxies {
  /** URL of the proxy for `http:` requests; null: none. */
  readonly http: string | null;
  /** The same for `https:`. */
  readonly https: string | null;
  /** Hosts that are asked without: names with all below them, addresses, each with or without a port; or `*`. */
  readonly no: string;
}

/** @throws YfccError `usage` for a proxy that is no `http:` or `https:` URL */
export function proxiesOf(environment: Readonly<Record<string, string | undefined>>): Proxies {
  const first = (...names: readonly string[]): readonly [name: string, value: string] | null => {
    const name = names.find((one) => (environment[one] ?? '') !== '');
    return name === undefined ? null : [name, environment[name] ?? ''];
  };
  return {
    // Not `HTTP_PROXY`: to a CGI program it is a header that whoever asks has made up.
    http: proxyUrl(first('http_proxy')),
    https: proxyUrl(first('https_proxy', 'HTTPS_PROXY')),
    no: first('no_proxy', 'NO_PROXY')?.[1] ?? '',
  };
}

function proxyUrl(variable: readonly [name: string, value: string] | null): string | null {
  if (variable === null) return null;
  const [name, value] = variable;
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  // Not the value: it may hold a password.
  const came = url === null ? 'no URL' : url.protocol;
  throw new YfccError('usage', `Expected the variable ${name} to be an http:// or https:// URL, got ${came}.`);
}

/** The proxy for a URL, or null. */
export function proxyFor(url: URL, { http, https, no }: Proxies): string | null {
  const proxy = url.protocol === 'https:' ? https : http;
  return proxy === null || isExempt(url, no) ? null : proxy;
}

function isExempt(url: URL, no: string): boolean {
  const host = plainHost(url.hostname);
  const port = String(portOf(url));
  return no
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      // A bare IPv6 address has colons too, but never just one.
      const [, name = entry, only = port] = /^([^:]+|\[.*\]):([0-9]+)$/.exec(entry) ?? [];
      const exempt = plainHost(name.replace(/^\*?\./, ''));
      return exempt !== '' && only === port && (host === exempt || host.endsWith(`.${exempt}`));
    });
}
