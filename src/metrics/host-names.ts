/**
 * Which hosts have a series of their own. A redirect may lead to any number of hosts, and each would stay in Prometheus'
 * memory for hours: the first so many that are seen have one, all others share `other`. A host never moves from one to
 * the other, or counters would fall.
 */
import type { HostState } from '../jobs/job-view.js';
import { addOutcomes } from '../jobs/totals.js';

export const MOST_HOSTS = 30;
export const OTHER_HOSTS = 'other';

/** What is told of a host, or of all others together: then `isDead` counts them, and `heldSeconds` is the longest. */
export interface NamedHost extends Pick<
  HostState,
  'host' | 'outcomes' | 'bytes' | 'milliseconds' | 'connections' | 'maxConnections' | 'heldSeconds'
> {
  readonly dead: number;
  /** Null of many, whose rates are no sum. */
  readonly rate: number | null;
}

/** Groups the hosts of one scrape after the other. */
export function createHostNames(): (hosts: readonly HostState[]) => NamedHost[] {
  const named = new Set<string>();
  return (hosts) => {
    // The one that has had most, where there are more new ones than places.
    for (const { host } of hosts.toSorted((a, b) => b.milliseconds - a.milliseconds))
      if (named.size < MOST_HOSTS) named.add(host);
    const groups: NamedHost[] = [];
    let others: NamedHost | null = null;
    for (const { isDead, ...host } of hosts) {
      const one = { ...host, dead: isDead ? 1 : 0 };
      if (named.has(host.host)) groups.push(one);
      else others = others === null ? { ...one, host: OTHER_HOSTS, rate: null } : together(others, one);
    }
    return others === null ? groups : [...groups, others];
  };
}

function together(others: NamedHost, one: NamedHost): NamedHost {
  return {
    host: OTHER_HOSTS,
    outcomes: addOutcomes(others.outcomes, one.outcomes),
    bytes: others.bytes + one.bytes,
    milliseconds: others.milliseconds + one.milliseconds,
    connections: others.connections + one.connections,
    maxConnections: others.maxConnections + one.maxConnections,
    heldSeconds: Math.max(others.heldSeconds, one.heldSeconds),
    dead: others.dead + one.dead,
    rate: null,
  };
}
