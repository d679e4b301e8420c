/** What became of each host's media, and what the slow ones bore. */
import { bytes, count, figures } from '../core/format.js';
import { html, type Html } from '../core/html.js';
import { countOutcomes } from '../core/outcome.js';
import type { HostState } from '../jobs/job-view.js';
import type { RunReport } from './run-report.js';
import { keyList } from './key.js';
import { groupSum, groupsOfRun, type OutcomeGroup } from './outcome-colors.js';
import { bar, table } from './table.js';

/** A bucket's endpoint or a list of templates may have many hosts: the busiest. */
const MOST = 30;

/** Nothing where no host was asked. */
export function hostSections(report: Pick<RunReport, 'samples' | 'snapshot'>): Html | null {
  const asked = report.snapshot.hosts.filter((host) => filesOf(host) > 0);
  if (asked.length === 0) return null;
  const busiest = asked.toSorted((a, b) => filesOf(b) - filesOf(a)).slice(0, MOST);
  return html`${outcomeSection(busiest, asked.length, groupsOfRun(report))}${limitSection(busiest)}`;
}

function outcomeSection(hosts: readonly HostState[], asked: number, known: readonly OutcomeGroup[]): Html {
  const groups = known.filter((group) => hosts.some(({ outcomes }) => groupSum(group, outcomes) > 0));
  const most = Math.max(...hosts.map(filesOf));
  const rows = hosts.map(
    (host) =>
      [
        host.host,
        bar(groups.map((group) => ({ share: groupSum(group, host.outcomes) / most, color: group.color }))),
        ...groups.map((group) => count(groupSum(group, host.outcomes))),
        bytes(host.bytes),
      ] as const,
  );
  const columns = [
    { name: 'Host' },
    { name: '', kind: 'bar' as const },
    ...groups.map(({ name }) => ({ name })),
    { name: 'Size' },
  ];
  return html`<h2>Media by host</h2>
    <p>
      What became of each wanted file in this run, at the host that was asked
      last${asked > hosts.length ? `; the ${hosts.length} busiest of ${count(asked)} hosts` : null}.
    </p>
    ${keyList(groups)}${table({ label: 'Outcomes by host', columns, rows })}`;
}

function limitSection(hosts: readonly HostState[]): Html {
  const slowest = hosts.toSorted((a, b) => meanSeconds(b) - meanSeconds(a));
  const rows = slowest.map(
    (host) =>
      [
        host.host,
        `${figures(meanSeconds(host))} s`,
        host.rate === Infinity ? 'no limit' : `${figures(host.rate)}${host.rateSet === null ? '' : ' (set by hand)'}`,
        count(host.maxConnections),
        host.isDead ? 'does not answer' : 'answers',
        host.lastFailure ?? '',
      ] as const,
  );
  const columns = [
    { name: 'Host' },
    { name: 'A file took' },
    { name: 'Requests a second' },
    { name: 'Connections' },
    { name: 'At the end', kind: 'text' as const },
    { name: 'Last failure', kind: 'text' as const },
  ];
  return html`<h2>How fast each host was</h2>
    <p>
      The slowest first. A file's time is its mean from when it was wanted, so that waiting for its turn counts; the
      limits are those that the host had at the end.
    </p>
    ${table({ label: 'Speed and limits of hosts', columns, rows })}`;
}

function filesOf({ outcomes }: HostState): number {
  return countOutcomes(outcomes);
}

function meanSeconds(host: HostState): number {
  return host.milliseconds / 1000 / filesOf(host);
}
