/** Who looks at a job from outside while it runs: the dashboard, and what reads its metrics. */
import type { Reporter } from '../jobs/reporter.js';
import { dashboardPlace, type DashboardFlags } from './dashboard-flags.js';
import { sayListening } from './listening.js';
import { metricsAddress, type MetricsFlags } from './metrics-flags.js';
import { openShown, type Telling } from './open-dashboard.js';

export interface Watcher {
  /** Is told of the job. */
  readonly reporter: Reporter;
  /** When the job has ended: what is to be seen last is delivered first. */
  close(): Promise<void>;
}

export type WatcherFlags = DashboardFlags & MetricsFlags;

/** Opens those that are asked for, each loaded only then, and says where they are; `watchers` gets them as they come. Throws `usage` where one can't be. */
export async function openWatchers(flags: WatcherFlags, telling: Telling, watchers: Watcher[]): Promise<void> {
  const [place, address] = [dashboardPlace(flags), metricsAddress(flags)];
  if (place !== null) watchers.push(await openShown(place, telling));
  if (address === null) return;
  const { openMetrics } = await import('../metrics/metrics.js');
  const metrics = await openMetrics(address);
  watchers.push(metrics);
  sayListening('metrics', metrics.url, telling.isJson, telling.stderr);
}
