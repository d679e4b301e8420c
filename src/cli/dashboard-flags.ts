/** `--dashboard` of `yfcc run`: no matter of the job's own, but of how it is shown. */
import { listenFlags, LOOPBACK, type FlagText, type ListenPlace } from './listen-flags.js';

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
    describe: `Address to show it on; ${LOOPBACK}, which only this machine can reach, unless given`,
  },
} as const;

export interface DashboardFlags {
  readonly dashboard?: FlagText;
  readonly dashboardHost?: FlagText;
}

/** Where it is to be shown; null: nowhere. Throws `usage`. */
export function dashboardPlace({ dashboard, dashboardHost }: DashboardFlags): ListenPlace | null {
  return listenFlags('dashboard', dashboard, dashboardHost);
}
