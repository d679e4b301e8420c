/** A job's snapshot and samples as they go over the wire. */
import type { NewMedia } from '../core/newest-media.js';
import type { HostState, JobSnapshot } from '../jobs/job-view.js';
import type { Sample } from '../jobs/timeline.js';
import type { Counts, Figures, Host, Rate, SampleRow } from './message.js';

export function figuresOf(snapshot: JobSnapshot, newest: readonly NewMedia[]): Figures {
  const { progress, totals, memory } = snapshot;
  const { rejects, gaps, lost, badItems } = totals;
  return {
    ...progress,
    outcomes: { ...progress.outcomes },
    textBytes: snapshot.textBytes,
    threads: snapshot.threads,
    workers: snapshot.workers,
    mainBusy: snapshot.mainBusy,
    hosts: snapshot.hosts.map(hostOf),
    ...memory,
    stages: snapshot.stages,
    sources: snapshot.sources,
    oddities: { rejects, gaps, lost, badItems },
    newest: newest.map(({ photoId, bytes }) => ({ id: photoId, bytes })),
  };
}

function hostOf(host: HostState): Host {
  const { rate, rateSet, outcomes } = host;
  return {
    ...host,
    outcomes: { ...outcomes },
    rate: rateOf(rate),
    rateSet: rateSet === null ? null : rateOf(rateSet),
  };
}

function rateOf(perSecond: number): Rate {
  return perSecond === Infinity ? 'no limit' : perSecond;
}

/** Rows of those behind a moment, as rows have it; null: of all. */
export function sampleRows(samples: readonly Sample[], afterSeconds: number | null): SampleRow[] {
  return samples.filter(({ seconds }) => afterSeconds === null || round(seconds) > afterSeconds).map(sampleRow);
}

export function sampleRow(sample: Sample): SampleRow {
  const { seconds, rows, mediaBytes, textBytes, mainBusySeconds, workersBusySeconds, rssBytes, outcomes } = sample;
  return [
    round(seconds),
    rows,
    sum(outcomes),
    mediaBytes,
    textBytes,
    round(mainBusySeconds),
    round(workersBusySeconds),
    rssBytes,
  ];
}

function sum(counts: Readonly<Partial<Counts>>): number {
  return Object.values(counts).reduce<number>((all, one = 0) => all + one, 0);
}

/** To milliseconds: hundreds of them go over the wire. */
function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
