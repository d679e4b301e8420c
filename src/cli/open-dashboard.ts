/** Opens the dashboard of a job, and says where it is. */
import type { Dashboard } from '../dashboard/dashboard.js';
import type { ListenPlace } from './listen-flags.js';
import { sayListening } from './listening.js';
import { summaryLines } from './summary.js';
import type { Terminal } from './terminal.js';

export interface Telling {
  readonly isJson: boolean;
  readonly stderr: Terminal;
  /** Is told what a person has done to the job on the page. */
  readonly note: (text: string) => void;
  /** Is told of what is not as it should be. */
  readonly warn: (text: string) => void;
}

/** Throws `usage` where it can't be shown there. */
export async function openShown(place: ListenPlace, { isJson, stderr, note, warn }: Telling): Promise<Dashboard> {
  const { openDashboard } = await import('../dashboard/dashboard.js');
  const onCommand = (text: string): void => note(`dashboard: ${text}`);
  const dashboard = await openDashboard({ ...place, summaryLines, onCommand });
  const { url, isLoopback } = dashboard;
  sayListening('dashboard', url, isJson, stderr);
  if (!isLoopback) warn('Other machines can reach the dashboard, and what goes over the wire is not encrypted.');
  return dashboard;
}
