/** What held a host back at some moment: what of its state crosses to another process. */
import type { HostState } from '../jobs/job-view.js';

export interface TrialHost {
  readonly host: string;
  /** Requests a second that it may get; null: no limit. */
  readonly rate: number | null;
  readonly connections: number;
  readonly maxConnections: number;
  readonly isDead: boolean;
  readonly heldSeconds: number;
}

export function trialHost({ host, rate, connections, maxConnections, isDead, heldSeconds }: HostState): TrialHost {
  return { host, rate: Number.isFinite(rate) ? rate : null, connections, maxConnections, isDead, heldSeconds };
}
