/** A host as a job's view shows it, for tests of what tells of it. */
import type { HostState } from '../../src/jobs/job-view.js';

export function hostOf(host: string, more: Partial<HostState> = {}): HostState {
  return {
    host,
    outcomes: {},
    bytes: 0,
    milliseconds: 0,
    lastFailure: null,
    connections: 0,
    maxConnections: 0,
    rate: Infinity,
    rateSet: null,
    isDead: false,
    heldSeconds: 0,
    ...more,
  };
}
