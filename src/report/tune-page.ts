/** The report of a tuning as a page. Loading this file loads the plotting library. */
import { bytes, count, duration, figures, percent, plural } from '../core/format.js';
import { STAGES, type Stage } from '../core/stage-clock.js';
import { html, type Html } from '../core/html.js';
import { throughput } from '../tune/scaling-law.js';
import { figure } from './figure.js';
import { keyList } from './key.js';
import { facts, page } from './page.js';
import { efficiencyPlot, memoryPlot, throughputPlot } from './plots/over-threads.js';
import { STAGE_NAMES } from './stage-names.js';
import { bar, table } from './table.js';
import { byThreads, medianOf, oneThread, settingNames } from './trials.js';
import type { ScalabilityLaw, Trial, TrialRun, TuneReport } from './tune-report.js';

/** A whole HTML document that needs nothing but itself. */
export function tunePage(data: TuneReport): string {
  const { title, command, machine, madeAt, sentence, best, trials } = data;
  const body = html`<header>
      <h1>${title}</h1>
      <p class="soft">${madeAt}. ${machine}.</p>
    </header>
    <main>
      <div class="lead"><p>${sentence}</p></div>
      <h2>The flags to use</h2>
      <p class="command"><code>${best.flags}</code></p>
      ${facts(keyFigures(data))}${trials.length === 0 ? html`<p class="soft">No trial was run.</p>` : sections(data)}
      <h2>The command</h2>
      <p class="command"><code>${command}</code></p>
    </main>
    <footer>
      Written by yfcc-engine. Each point is a whole run on the same sample; lines and tables have medians.
    </footer>`;
  return page(title, body);
}

function sections(data: TuneReport): Html {
  return html`${speed(data)}${efficiency(data)}${stageSection(data)}${memory(data)}${everyTrial(data)}`;
}

function keyFigures({ best, prediction, law, trials, unit }: TuneReport): [string, string][] {
  const pairs: [string, string][] = [[`${unit} a second, at best`, figures(best.perSecond)]];
  if (prediction !== null) {
    const { seconds, low, high, rows } = prediction;
    pairs.push([`for ${count(rows)} rows (${duration(low)} to ${duration(high)})`, duration(seconds)]);
  }
  if (law !== null && law.peakThreads !== null)
    pairs.push(['threads at which it is fastest', figures(law.peakThreads)]);
  const runs = trials.reduce((sum, trial) => sum + trial.runs.length, 0);
  pairs.push([`of ${plural(trials.length, 'setting')}`, plural(runs, 'run')]);
  return pairs;
}

const titled = (unit: TuneReport['unit']): string => (unit === 'rows' ? 'Rows' : 'Media');
const speedOf = (run: TrialRun): number => run.perSecond;

function speed({ trials, law, unit }: TuneReport): Html {
  const groups = byThreads(trials);
  const { series, others } = groups;
  const key = [
    { name: 'runs, and the line of their medians', color: 'var(--blue)', shape: 'line' as const },
    ...(others.length === 0
      ? []
      : [{ name: 'runs with other settings', color: 'var(--grey)', shape: 'hollow point' as const }]),
    ...(law === null ? [] : [{ name: 'the law as fitted', color: 'var(--orange)', shape: 'dashed' as const }]),
    { name: 'if threads cost nothing', color: 'var(--soft)', shape: 'dotted' as const },
  ];
  return figure({
    title: `${titled(unit)} a second over threads`,
    caption: law === null ? 'There were too few numbers of threads for a law to be fitted.' : law.sentence,
    label: `Points and a line of ${unit} a second over threads. Medians: ${series.map((trial) => `${plural(trial.threads, 'thread')} ${count(medianOf(trial, speedOf))}`).join(', ')}.`,
    plot: (width) => throughputPlot(groups, law, unit, width),
    key,
    numbers: table({
      label: `${titled(unit)} a second over threads`,
      columns: [
        { name: 'Threads', kind: 'number' },
        { name: `Median, ${unit}/s` },
        { name: 'Least' },
        { name: 'Greatest' },
        ...(law === null ? [] : [{ name: 'By the law' }]),
      ],
      rows: series.map((trial) => speedRow(trial, law)),
    }),
  });
}

function speedRow(trial: Trial, law: ScalabilityLaw | null): readonly [string, ...string[]] {
  const speeds = trial.runs.map(speedOf);
  const byLaw = law === null ? [] : [figures(throughput(law, trial.threads))];
  return [
    count(trial.threads),
    figures(medianOf(trial, speedOf)),
    figures(Math.min(...speeds)),
    figures(Math.max(...speeds)),
    ...byLaw,
  ];
}

function efficiency({ trials, law, unit }: TuneReport): Html {
  const { series } = byThreads(trials);
  const one = oneThread(series, law);
  const shareOf = (trial: Trial): string => percent(medianOf(trial, speedOf) / trial.threads / one);
  return figure({
    title: 'Efficiency',
    caption: `What a thread does beside the others, of what one does alone (${figures(one)} ${unit} a second${law === null ? '' : ', as the law has it'}).`,
    label: `Line of efficiency over threads: ${series.map((trial) => `${plural(trial.threads, 'thread')} ${shareOf(trial)}`).join(', ')}.`,
    plot: (width) => efficiencyPlot(series, law, width),
    numbers: table({
      label: 'Efficiency over threads',
      columns: [{ name: 'Threads', kind: 'number' }, { name: 'Efficiency' }],
      rows: series.map((trial) => [count(trial.threads), shareOf(trial)] as const),
    }),
  });
}

function stageSection({ trials }: TuneReport): Html {
  const names = settingNames(trials);
  const stages = STAGES.filter((stage) => trials.some(({ runs }) => runs.some((run) => run.stages[stage] > 0)));
  const key = stages.map((stage) => STAGE_NAMES[stage]);
  const timeOf = (trial: Trial, stage: Stage): number => medianOf(trial, (run) => run.stages[stage]);
  const longest = Math.max(...trials.map((trial) => stages.reduce((sum, stage) => sum + timeOf(trial, stage), 0)));
  const rows = trials.map((trial, k) => {
    const times = stages.map((stage) => timeOf(trial, stage));
    return [
      names[k] ?? '',
      bar(times.map((time, at) => ({ share: longest > 0 ? time / longest : 0, color: key[at]?.color ?? '' }))),
      ...times.map((time) => `${figures(time)} s`),
    ] as const;
  });
  const columns = [{ name: 'Setting' }, { name: '', kind: 'bar' as const }, ...key.map(({ name }) => ({ name }))];
  return html`<h2>Where the time went</h2>
    <p>Seconds of all threads together, medians of the runs of each setting. The wait for the disk holds no thread.</p>
    ${keyList(key)}${table({ label: 'Seconds by stage and setting', columns, rows })}`;
}

function memory({ trials }: TuneReport): Html {
  const groups = byThreads(trials);
  const { series } = groups;
  const peakOf = (run: TrialRun): number => run.peakBytes;
  return figure({
    title: 'Memory over threads',
    caption: 'Most resident memory that each run had at any time.',
    label: `Points and a line of peak memory over threads. Medians: ${series.map((trial) => `${plural(trial.threads, 'thread')} ${bytes(medianOf(trial, peakOf))}`).join(', ')}.`,
    plot: (width) => memoryPlot(groups, width),
    numbers: table({
      label: 'Peak memory over threads',
      columns: [{ name: 'Threads', kind: 'number' }, { name: 'Median' }],
      rows: series.map((trial) => [count(trial.threads), bytes(medianOf(trial, peakOf))] as const),
    }),
  });
}

function everyTrial({ trials, unit }: TuneReport): Html {
  const hasConnections = trials.some(({ connections }) => connections !== null);
  const columns = [
    'Threads',
    'Shard rows',
    'Decoded at once',
    ...(hasConnections ? ['Connections'] : []),
    `${titled(unit)}/s`,
    'Least to greatest',
    'Text, MB/s',
    'Read, MB/s',
    'Peak memory',
    'Main busy',
  ];
  const rows = trials.map((trial) => {
    const speeds = trial.runs.map(speedOf);
    return [
      count(trial.threads),
      count(trial.shardRows),
      bytes(trial.decodeBytes),
      ...(hasConnections ? [trial.connections === null ? '' : count(trial.connections)] : []),
      figures(medianOf(trial, speedOf)),
      `${figures(Math.min(...speeds))} to ${figures(Math.max(...speeds))}`,
      figures(medianOf(trial, (run) => run.textMBps)),
      figures(medianOf(trial, (run) => run.readMBps)),
      bytes(Math.round(medianOf(trial, (run) => run.peakBytes))),
      percent(medianOf(trial, (run) => run.mainBusy)),
    ] as const;
  });
  return html`<h2>Every setting</h2>
    <p>Medians of the runs of each.</p>
    ${table({ label: 'Every setting with its medians', columns: columns.map((name, k) => (k === 0 ? { name, kind: 'number' as const } : { name })), rows })}`;
}
