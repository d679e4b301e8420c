/** Opens the dashboard of a job, and says where it is. */
import type { Dashboard } from '../dashboard/dashboard.js';
import { dashboardPlace, type DashboardFlags } from './dashboard-flags.js';
import { JsonLog } from './json-log.js';
import { summaryLines } from './summary.js';
import type { Terminal } from './terminal.js';

export interface Telling {
  readonly isJson: boolean;
  readonly stderr: Terminal;
  /** Is told what a person has done to the job on the page. */
  readonly note: (text: string) => void;
}

/** Null where it is not asked for; throws `usage` where it can't be shown there. The server is loaded only when it is wanted. */
export async function openShown(flags: DashboardFlags, { isJson, stderr, note }: Telling): Promise<Dashboard | null> {
  const place = dashboardPlace(flags);
  if (place === null) return null;
  const { openDashboard } = await import('../dashboard/dashboard.js');
  const onCommand = (text: string): void => note(`dashboard: ${text}`);
  const dashboard = await openDashboard({ ...place, summaryLines, onCommand });
  const { url, isLoopback } = dashboard;
  if (isJson) new JsonLog(stderr).emit('dashboard', { url, isLoopback });
  else {
    stderr.write(`yfcc: dashboard at ${url}\n`);
    if (!isLoopback) stderr.write('yfcc: other machines can reach it, and what goes over the wire is not encrypted\n');
  }
  return dashboard;
}
