/** Opens the dashboard of a job, and says where it is. */
import type { Dashboard } from '../dashboard/dashboard.js';
import type { DashboardPlace } from './dashboard-flags.js';
import { JsonLog } from './json-log.js';
import { summaryLines } from './summary.js';
import type { Terminal } from './terminal.js';

export interface Telling {
  readonly isJson: boolean;
  readonly stderr: Terminal;
  /** Is told what a person has done to the job on the page. */
  readonly note: (text: string) => void;
}

/** Throws `usage` where it can't be shown there. Loads the server only when it is called. */
export async function openShown(place: DashboardPlace, { isJson, stderr, note }: Telling): Promise<Dashboard> {
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
