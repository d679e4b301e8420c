/** `--dashboard` of `yfcc run`: no matter of the job's own, but of how it is shown. */
import { YfccError } from '../core/errors.js';

const GROUP = 'Dashboard:';

export const DASHBOARD_FLAGS = {
  dashboard: {
    type: 'string',
    group: GROUP,
    requiresArg: false,
    describe: 'Show the job on a web page, and steer it there; port 8099 or the next free one, or this; 0: any',
  },
  dashboardHost: {
    type: 'string',
    group: GROUP,
    requiresArg: true,
    describe: 'Address to show it on; 127.0.0.1, which only this machine can reach, unless given',
  },
} as const;

const LOOPBACK = '127.0.0.1';

/** What the parsers make of them: of several values the last counts. */
export interface DashboardFlags {
  readonly dashboard?: string | readonly string[] | undefined;
  readonly dashboardHost?: string | readonly string[] | undefined;
}

export interface DashboardPlace {
  /** 0: any; null: the usual one or the next that is free. */
  readonly port: number | null;
  readonly host: string;
}

/** Where it is to be shown; null: nowhere. Throws `usage`. */
export function dashboardPlace({ dashboard, dashboardHost }: DashboardFlags): DashboardPlace | null {
  const port = [dashboard].flat().at(-1);
  const host = [dashboardHost].flat().at(-1);
  if (port === undefined) {
    if (host !== undefined) throw new YfccError('usage', 'Expected --dashboard with --dashboard-host.');
    return null;
  }
  if (host === '') throw new YfccError('usage', 'Expected --dashboard-host to name an address, got nothing.');
  // Without a value it is an empty text.
  if (port !== '' && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
    throw new YfccError('usage', `Expected --dashboard to be a port from 0 to 65535, got ${port}.`);
  return { port: port === '' ? null : Number(port), host: host ?? LOOPBACK };
}
