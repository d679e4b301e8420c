/** The report of a run as a page: what it did, in numbers and tables. Plots are given to it, since they take longer to load than a short run takes. */
import { count, bytes, duration, figures, percent } from '../core/format.js';
import { countOutcomes } from '../core/outcome.js';
import { STAGES } from '../core/stage-clock.js';
import { html, type Html } from '../core/html.js';
import { failedCount, rejectCount } from '../jobs/totals.js';
import { hostSections } from './host-sections.js';
import { oddities } from './oddities.js';
import { facts, moment, page } from './page.js';
import type { RunReport } from './run-report.js';
import { STAGE_NAMES } from './stage-names.js';
import { FEWEST, stretches } from './stretches.js';
import { bar, table } from './table.js';

/** Plots of a run, each with its caption and numbers; null for what there is nothing to plot of. */
export interface RunFigures {
  readonly throughput: Html;
  readonly media: Html | null;
  readonly outcomes: Html | null;
  readonly busy: Html;
  readonly memory: Html;
  readonly history: Html | null;
}

/** A whole HTML document; `plots` are null for a run that was too short for any, and where they could not be drawn. */
export function runPage(report: RunReport, plots: RunFigures | null): string {
  const body = html`<header>
      <h1>yfcc run: ${report.out}</h1>
      <p>
        <span class="state ${STATES[report.state].kind}">${STATES[report.state].text}</span>
        <span class="soft">${moment(report.beganMs)} to ${moment(report.endedMs)}</span>
      </p>
    </header>
    <main>
      ${lead(report)}${facts(keyFigures(report))}${plots === null ? noPlots(report) : [plots.throughput, plots.media, plots.outcomes, plots.busy]}
      ${stageSection(report)}${plots?.memory ?? null}
      ${plots?.history ?? null}${hostSections(report)}${oddities(report.snapshot.totals)}${messageSection(report)}${jobSection(report)}
    </main>
    <footer>Written by yfcc-engine ${report.machine.version}. The next run of this job replaces this file.</footer>`;
  return page(`yfcc run: ${report.out}`, body);
}

const STATES = {
  done: { kind: 'done', text: '✓ Done' },
  'over the limit': { kind: 'failed', text: '! Done, but rejects or missing media are over the limit' },
  interrupted: { kind: 'interrupted', text: '‖ Interrupted' },
  failed: { kind: 'failed', text: '✕ Failed' },
} as const;

function lead({ error, bottleneck }: RunReport): Html {
  return html`${error === null ? null : html`<div class="lead failed"><p>${error}</p></div> `}${bottleneck === null ? null : html`<div class="lead"><p>${bottleneck}</p></div> `}`;
}

function noPlots({ samples, threads }: RunReport): Html {
  if (stretches(samples, threads).length >= FEWEST)
    return html`<p class="soft">The plots of this run could not be drawn.</p> `;
  return html`<p class="soft">
    The run took ${seconds(samples.at(-1)?.seconds ?? 0)}: too short for a plot of anything over time, of which there is
    a sample a second.
  </p>`;
}

/** Of the job, and where it says so of this run. */
function keyFigures({ snapshot, samples, threads, beganMs, endedMs }: RunReport): [string, string][] {
  const { totals, memory, textBytes, sources } = snapshot;
  const [first, last] = [samples[0], samples.at(-1)];
  const took = last?.seconds ?? 0;
  const perSecond = (amount: number): number => (took > 0 ? amount / took : 0);
  const readBytes = sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  const mediaBytes = (last?.mediaBytes ?? 0) - (first?.mediaBytes ?? 0);
  const pairs: [string, string][] = [
    ['rows in finished shards', count(totals.rows)],
    ['records', count(totals.records)],
    ['rows a second', figures(perSecond((last?.rows ?? 0) - (first?.rows ?? 0)))],
    ['of text a second, unpacked', bytes(Math.round(perSecond(textBytes)))],
    ['read a second, as it lies there', bytes(Math.round(perSecond(readBytes)))],
    ['this run', took > 0 ? seconds(took) : seconds((endedMs - beganMs) / 1000)],
    ['peak memory', bytes(memory.peakBytes)],
    ['threads', count(threads)],
    [`in ${count(totals.files)} files`, bytes(totals.bytes)],
    ['rejects', count(rejectCount(totals))],
  ];
  if (totals.seconds > took * 1.01 + 1) pairs.push(['all runs', seconds(totals.seconds)]);
  const came = (totals.outcomes.ok ?? 0) + (totals.outcomes.skipped ?? 0);
  const wanted = countOutcomes(totals.outcomes);
  if (wanted > 0) {
    pairs.push(['media that came', `${count(came)} of ${count(wanted)}`]);
    pairs.push(['media that failed', count(failedCount(totals))]);
    pairs.push(['of media a second', bytes(Math.round(perSecond(mediaBytes)))]);
  }
  return pairs;
}

/** `0.84 s`, `12.3 s`, then as `duration` has it. */
function seconds(value: number): string {
  return value < 60 ? `${figures(value)} s` : duration(value);
}

function stageSection({ snapshot: { stages } }: RunReport): Html {
  const there = STAGES.filter((stage) => stages[stage] > 0);
  const total = there.reduce((sum, stage) => sum + stages[stage], 0);
  const longest = Math.max(...there.map((stage) => stages[stage]));
  const rows = there.map((stage) => {
    const { name, color } = STAGE_NAMES[stage];
    const share = bar([{ share: stages[stage] / longest, color }]);
    return [name, share, `${figures(stages[stage])} s`, percent(stages[stage] / total)] as const;
  });
  if (rows.length === 0)
    return html`<h2>Where the time went</h2>
      <p class="soft">No shard was finished in this run, and nothing unpacked.</p> `;
  const ofShards = there.some((stage) => stage !== 'decode');
  return html`<h2>Where the time went</h2>
    <p>
      Seconds of all threads together, stage by
      stage.${ofShards ? ' Those of shards are known once they are finished; media are awaited for several shards at once, and the wait for the disk holds no thread.' : null}
    </p>
    ${table({ label: 'Seconds by stage', columns: [{ name: 'Stage' }, { name: '', kind: 'bar' }, { name: 'Time' }, { name: 'Share' }], rows })}`;
}

function messageSection({ messages }: RunReport): Html | null {
  if (messages.length === 0) return null;
  return html`<h2>Last messages</h2>
    <ul class="messages">
      ${messages.map(({ kind, atMs, text }) => html`<li><span class="soft">${new Date(atMs).toISOString().slice(11, 19)} ${kind}</span> ${text}</li> `)}
    </ul> `;
}

function jobSection({ command, out, machine, snapshot: { sources } }: RunReport): Html {
  const rows = sources.map(
    ({ source, path, bytes: size, bytesRead }) =>
      [source, html`<code>${path}</code>`, size === null ? 'not known' : bytes(size), bytes(bytesRead)] as const,
  );
  return html`<h2>The job</h2>
    ${command === null ? null : html`<p class="command"><code>${command}</code></p> `}
    <p>Written to <code>${out}</code>.</p>
    ${table({ label: 'Sources', columns: [{ name: 'Source' }, { name: 'File', kind: 'text' }, { name: 'Size' }, { name: 'Read in this run' }], rows })}
    <p class="soft">
      ${machine.processor}, ${count(machine.cores)} cores, ${bytes(machine.memoryBytes)} of memory; Node
      ${machine.node}; yfcc-engine ${machine.version}.
    </p> `;
}
