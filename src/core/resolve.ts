/** `--resolve host:port:address`, as in curl: addresses that the user gives instead of DNS. */
import { YfccError } from './errors.js';

/** Addresses by `host:port`, lower case; the host may be `*`. */
export type ResolveTable = ReadonlyMap<string, readonly string[]>;

/** Host, port, and one or more addresses with commas between; an IPv6 address may stand in brackets. */
const ENTRY = /^([^:\s]+):([0-9]{1,5}):(\S+)$/;
const ADDRESS = /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$/i;

/** @throws YfccError `usage` when an entry cannot be read */
export function parseResolve(entries: readonly string[]): ResolveTable {
  const table = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const [, host = '', port = '', list = ''] = ENTRY.exec(entry) ?? [];
    const addresses = list.split(',').map((address) => address.replace(/^\[(.*)\]$/, '$1'));
    if (host === '' || !addresses.every((address) => ADDRESS.test(address))) {
      throw new YfccError('usage', `Expected \`resolve\` to be host:port:address, got \`${entry}\`.`);
    }
    table.set(`${host.toLowerCase()}:${Number(port)}`, addresses);
  }
  return table;
}

/** The addresses given for a host and port, or null when DNS is to be asked. */
export function resolvedAddresses(table: ResolveTable, host: string, port: number): readonly string[] | null {
  return table.get(`${host.toLowerCase()}:${port}`) ?? table.get(`*:${port}`) ?? null;
}
