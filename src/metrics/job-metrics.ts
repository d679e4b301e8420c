/**
 * The metrics of a job: name, type, labels, help, and what of the job each is. docs/metrics.md has them for people.
 *
 * Counters are of this process alone, as Prometheus has it: one that began at what earlier runs have done would look as if
 * all of that had happened at once.
 */
import { SIDE_SOURCES, SOURCES } from '../core/fields.js';
import type { Histogram } from '../core/histogram.js';
import { OUTCOMES, type Outcome } from '../core/outcome.js';
import { STAGES } from '../core/stage-clock.js';
import type { JobSnapshot } from '../jobs/job-view.js';
import { shardTotal } from '../jobs/totals.js';
import { VERSION } from '../version.js';
import type { NamedHost } from './host-names.js';
import { JOB_STATES, type WatchedJob } from './watched-job.js';

export type Labels = Readonly<Record<string, string>>;

/** A job that has begun, and its hosts in a bounded number. */
export interface Scraped {
  readonly job: WatchedJob;
  readonly snapshot: JobSnapshot | null;
  readonly hosts: readonly NamedHost[];
}

interface Named {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** One value a set of labels; no value: the series is not there. */
export interface ValueMetric extends Named {
  readonly type: 'counter' | 'gauge';
  readonly read: (scraped: Scraped) => Iterable<readonly [Labels, number]>;
}

export interface HistogramMetric extends Named {
  readonly type: 'histogram';
  readonly read: (snapshot: JobSnapshot) => Iterable<readonly [Labels, Histogram]>;
}

type Value = number | null;

/** A metric without labels. */
function one(
  type: ValueMetric['type'],
  name: string,
  help: string,
  read: (snapshot: JobSnapshot, job: WatchedJob) => Value,
): ValueMetric {
  return {
    type,
    name,
    help,
    labels: [],
    *read({ job, snapshot }) {
      const value = snapshot === null ? null : read(snapshot, job);
      if (value !== null) yield [{}, value];
    },
  };
}

/** A metric with one label of a closed list. */
function each<Word extends string>(
  type: ValueMetric['type'],
  name: string,
  help: string,
  label: string,
  words: readonly Word[],
  read: (snapshot: JobSnapshot, word: Word) => Value,
): ValueMetric {
  return {
    type,
    name,
    help,
    labels: [label],
    *read({ snapshot }) {
      if (snapshot === null) return;
      for (const word of words) {
        const value = read(snapshot, word);
        if (value !== null) yield [{ [label]: word }, value];
      }
    },
  };
}

/** A metric of each host. */
function ofHost(type: ValueMetric['type'], name: string, help: string, read: (host: NamedHost) => Value): ValueMetric {
  return {
    type,
    name,
    help,
    labels: ['host'],
    *read({ hosts }) {
      for (const host of hosts) {
        const value = read(host);
        if (value !== null) yield [{ host: host.host }, value];
      }
    },
  };
}

const sourceOf = ({ sources }: JobSnapshot, name: string) => sources.find(({ source }) => source === name);

/** Of a job that had media to fetch each outcome, so that the first of its kind is seen to be new; else none. */
const outcomeOf = ({ hosts, counted }: JobSnapshot, outcome: Outcome): Value =>
  hosts.length === 0 && Object.keys(counted.outcomes).length === 0 ? null : (counted.outcomes[outcome] ?? 0);

const ABOUT: readonly ValueMetric[] = [
  {
    type: 'gauge',
    name: 'yfcc_build_info',
    help: 'Always 1; the versions are in the labels.',
    labels: ['version', 'node'],
    read: () => [[{ version: VERSION, node: process.version }, 1]],
  },
  {
    type: 'gauge',
    name: 'yfcc_job_state',
    help: '1 for the state that the job is in, 0 for all others.',
    labels: ['state'],
    read: ({ job }) => JOB_STATES.map((state) => [{ state }, job.state === state ? 1 : 0]),
  },
];

const JOB: readonly ValueMetric[] = [
  one('gauge', 'yfcc_job_start_time_seconds', 'When this run began, seconds since 1970.', (_, job) => job.startedAt),
  one(
    'gauge',
    'yfcc_job_progress_ratio',
    'Share of the job that is done, 0 to 1, earlier runs included.',
    (s) => s.progress.fraction,
  ),
  one(
    'gauge',
    'yfcc_job_remaining_seconds',
    'Estimated time to go; not there while nothing is known.',
    (s) => s.progress.remainingSeconds,
  ),
  one('gauge', 'yfcc_job_rows', 'Rows in finished shards of all runs.', (s) => s.totals.rows),
  one('gauge', 'yfcc_job_records', 'Records in finished shards of all runs.', (s) => s.totals.records),
  one('gauge', 'yfcc_job_shards', 'Finished shards of all runs.', (s) => s.totals.shards),
  one(
    'gauge',
    'yfcc_job_expected_shards',
    'Shards that the job has, an estimate until it is finished; not there before the first.',
    (s) => shardTotal(s.totals),
  ),
  one(
    'gauge',
    'yfcc_job_put_off_media_files',
    'Media whose hosts did not answer, to be asked for when all else is done.',
    (s) => s.totals.putOff,
  ),
];

const WORK: readonly ValueMetric[] = [
  one(
    'counter',
    'yfcc_rows_total',
    'Rows gone through; those of a shard that is done again count again.',
    (s) => s.counted.rows,
  ),
  one(
    'counter',
    'yfcc_records_total',
    'Records written, or counted in a dry run; those of a shard that is done again count again.',
    (s) => s.counted.records,
  ),
  one('counter', 'yfcc_shards_total', 'Shards finished.', (s) => s.finished.shards),
  each(
    'counter',
    'yfcc_rejects_total',
    'Lines that could not become a row, in finished shards.',
    'source',
    SOURCES,
    (s, source) => s.finished.rejects[source],
  ),
  each(
    'counter',
    'yfcc_gaps_total',
    'Rows without a line in this file, in finished shards.',
    'source',
    SIDE_SOURCES,
    (s, source) => s.finished.gaps[source],
  ),
  one(
    'counter',
    'yfcc_text_bytes_total',
    'Bytes of unpacked text in finished shards, all sources together.',
    (s) => s.textBytes,
  ),
  each(
    'counter',
    'yfcc_source_read_bytes_total',
    'Bytes of the source gone by, as they lie there: what an index let it skip is in it.',
    'source',
    SOURCES,
    (s, source) =>
      // At zero it may yet be set to where a job goes on, which would look like reading.
      sourceOf(s, source)?.bytesRead || null,
  ),
  each(
    'gauge',
    'yfcc_source_size_bytes',
    'Size of the source as it lies there; not there where that is not known.',
    'source',
    SOURCES,
    (s, source) => sourceOf(s, source)?.bytes ?? null,
  ),
  one('counter', 'yfcc_output_files_total', 'Files of finished shards.', (s) => s.finished.files),
  one('counter', 'yfcc_output_bytes_total', 'Bytes of the files of finished shards.', (s) => s.finished.bytes),
  one('counter', 'yfcc_warnings_total', 'Warnings told of the job.', (_, job) => job.warnings),
];

const MEDIA: readonly ValueMetric[] = [
  each(
    'counter',
    'yfcc_media_files_total',
    'Media files that came to an end, by what became of them.',
    'outcome',
    OUTCOMES,
    outcomeOf,
  ),
  one(
    'counter',
    'yfcc_media_bytes_total',
    'Bytes of media that came, or were there already.',
    (s) => s.counted.mediaBytes,
  ),
  {
    type: 'counter',
    name: 'yfcc_host_media_files_total',
    help: 'Media files that the host was asked for and that came to an end, by what became of them.',
    labels: ['host', 'outcome'],
    *read({ hosts }) {
      for (const { host, outcomes } of hosts)
        for (const outcome of OUTCOMES) {
          const files = outcomes[outcome];
          if (files !== undefined) yield [{ host, outcome }, files];
        }
    },
  },
  ofHost('counter', 'yfcc_host_media_bytes_total', 'Bytes of media that came from the host.', (h) => h.bytes),
  ofHost(
    'counter',
    'yfcc_host_media_seconds_total',
    'Time from when a file was wanted until it came to an end, over all files; waiting for a turn is in it.',
    (h) => h.milliseconds / 1000,
  ),
  ofHost('gauge', 'yfcc_host_connections', 'Requests under way.', (h) => h.connections),
  ofHost('gauge', 'yfcc_host_max_connections', 'Requests that may be under way.', (h) => h.maxConnections),
  ofHost(
    'gauge',
    'yfcc_host_max_requests_per_second',
    'Requests a second that the host may get now; +Inf: no limit. Not told of `other`.',
    (h) => h.rate,
  ),
  ofHost('gauge', 'yfcc_host_dead', '1 while the host does not answer; of `other` how many do not.', (h) => h.dead),
  ofHost(
    'gauge',
    'yfcc_host_held_seconds',
    'Time until the host may be asked again, as it wished; of `other` the longest.',
    (h) => h.heldSeconds,
  ),
];

const THREADS: readonly ValueMetric[] = [
  each(
    'counter',
    'yfcc_stage_seconds_total',
    'Time that finished work took, over all threads, by stage; sync holds no thread.',
    'stage',
    STAGES,
    (s, stage) => s.stages[stage],
  ),
  each(
    'counter',
    'yfcc_busy_seconds_total',
    'Time in which the main thread, or all worker threads together, were busy.',
    'thread',
    ['main', 'workers'],
    (s, thread) => s.busy[`${thread}Seconds`],
  ),
  each(
    'gauge',
    'yfcc_busy_ratio',
    'Share of the last second in which the main thread, or a worker on average, was busy.',
    'thread',
    ['main', 'workers'],
    (s, thread) => (thread === 'main' ? s.mainBusy : mean(s.workers.map(({ busy }) => busy))),
  ),
  one('gauge', 'yfcc_wanted_threads', 'Worker threads that there should be.', (s) => s.threads),
  one('gauge', 'yfcc_worker_threads', 'Worker threads that there are.', (s) => s.workers.length),
  one('gauge', 'yfcc_shards_under_way', 'Shards that worker threads have begun.', (s) =>
    s.workers.reduce((sum, { shards }) => sum + shards.length, 0),
  ),
];

/** Under the names that every Prometheus client gives them. */
const PROCESS: readonly ValueMetric[] = [
  {
    type: 'counter',
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process, all threads, user and system.',
    labels: [],
    *read() {
      const { user, system } = process.cpuUsage();
      yield [{}, (user + system) / 1e6];
    },
  },
  {
    type: 'gauge',
    name: 'process_start_time_seconds',
    help: 'When the process began, seconds since 1970.',
    labels: [],
    read: () => [[{}, performance.timeOrigin / 1000]],
  },
  one('gauge', 'process_resident_memory_bytes', 'Memory of the process.', (s) => s.memory.rssBytes),
  one('gauge', 'yfcc_peak_resident_memory_bytes', 'Most memory that the process ever had.', (s) => s.memory.peakBytes),
  one('gauge', 'nodejs_heap_size_used_bytes', "Heap of the main thread's JavaScript.", (s) => s.memory.heapBytes),
];

export const VALUE_METRICS: readonly ValueMetric[] = [...ABOUT, ...JOB, ...WORK, ...MEDIA, ...THREADS, ...PROCESS];

export const HISTOGRAM_METRICS: readonly HistogramMetric[] = [
  {
    type: 'histogram',
    name: 'yfcc_shard_duration_seconds',
    help: 'Time that a finished shard took, all stages together.',
    labels: [],
    read: ({ shardSeconds }) => [[{}, shardSeconds.whole]],
  },
  {
    type: 'histogram',
    name: 'yfcc_shard_stage_duration_seconds',
    help: 'Time that a stage of a finished shard took.',
    labels: ['stage'],
    read: ({ shardSeconds }) => Object.entries(shardSeconds.stages).map(([stage, times]) => [{ stage }, times]),
  },
  {
    type: 'histogram',
    name: 'yfcc_media_request_duration_seconds',
    help: 'Time from a request for media until its body was there, or it had failed; waiting for a turn is not in it.',
    labels: [],
    read: ({ requestSeconds }) => [[{}, requestSeconds]],
  },
];

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
