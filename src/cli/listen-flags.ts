/** Where something of a job is to be looked at, as two flags say it: `--NAME [PORT]` and `--NAME-host ADDRESS`. */
import { YfccError } from '../core/errors.js';

/** Unless another is named: only this machine can reach it. */
export const LOOPBACK = '127.0.0.1';

const LARGEST_PORT = 65_535;

/** What the parsers make of a flag: of several values the last counts, and none at all is an empty text. */
export type FlagText = string | readonly string[] | undefined;

export interface ListenPlace {
  /** 0: any free one; null: none was named. */
  readonly port: number | null;
  readonly host: string;
}

/**
 * Null when `--NAME` was not given.
 * @throws YfccError `usage` for what is no port or no address, and for a host without `--NAME`
 */
export function listenFlags(name: string, ports: FlagText, hosts: FlagText): ListenPlace | null {
  const port = [ports].flat().at(-1);
  const host = [hosts].flat().at(-1);
  if (port === undefined) {
    if (host === undefined) return null;
    throw new YfccError('usage', `Expected --${name} with --${name}-host, got it alone.`);
  }
  if (!/^\d{0,5}$/.test(port) || Number(port) > LARGEST_PORT) {
    const expected = `Expected --${name} to be a port from 0 to ${LARGEST_PORT}, or nothing`;
    throw new YfccError('usage', `${expected}, got ${port}.`);
  }
  if (host === '') throw new YfccError('usage', `Expected --${name}-host to name an address, got nothing.`);
  return { port: port === '' ? null : Number(port), host: host ?? LOOPBACK };
}
