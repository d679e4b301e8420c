/** Watches a job on the main thread: what each thread does, where the time goes, how it went so far. */
import { YfccError } from '../core/errors.js';
import { isPausedFor, PAUSE } from '../core/pause-flag.js';
import { newestMedia, type NewMedia } from '../core/newest-media.js';
import type { ShardSettings } from '../core/protocol.js';
import { readRequests } from '../core/counters.js';
import { bySource, SOURCES, type Source } from '../core/fields.js';
import type { ShardTimes } from '../core/stage-clock.js';
import type { HangWatch } from '../engine/hang-watch.js';
import type { Hold } from '../engine/hold.js';
import type { Pool } from '../engine/pool.js';
import { mostThreads } from '../engine/threads.js';
import { checkInteger } from './check-option.js';
import { addHostStates, hostStates, setHostRate } from './host-states.js';
import type { HostState, JobControl, JobSnapshot, JobState, JobView, SourceState, WorkerState } from './job-view.js';
import type { ProgressMeter } from './progress-meter.js';
import type { Progress } from './reporter.js';
import { createShardTimer } from './shard-times.js';
import type { SourceFiles } from './sources.js';
import { bytesOf } from './sources.js';
import { Timeline, type Sample } from './timeline.js';

const STEP_MS = 1000;

/** The parts of a job that are there while shards are worked on. */
export interface WatchedParts {
  readonly pool: Pool;
  readonly watch: HangWatch;
  readonly hold: Hold;
  readonly settings: ShardSettings;
  /** Of each source, in bytes as they lie there. */
  readonly bytesRead: (source: Source) => number;
}

/** What is known of a job before it has begun. */
export interface WatchedJob {
  readonly files: SourceFiles;
  readonly threads: number;
  /** See `core/counters.ts`. */
  readonly counters: SharedArrayBuffer;
}

export class JobMonitor implements JobView {
  readonly control: JobControl;
  readonly #meter: ProgressMeter;
  readonly #files: SourceFiles;
  readonly #timeline = new Timeline();
  readonly #startedMs = performance.now();
  readonly #timer = createShardTimer();
  readonly #looking: NodeJS.Timeout;
  readonly #threads: { wanted: number; readonly most: number };
  /** As a person wants it, of parts that are not there yet. */
  #isPaused = false;
  #parts: WatchedParts | null = null;
  #textBytes = 0;
  #decodedBytes = 0;
  #bytesRead: Readonly<Record<Source, number>>;
  /** By parts that are gone. */
  #bytesReadBefore: Readonly<Record<Source, number>>;
  /** Of parts that are gone. */
  #hostsBefore: readonly HostState[] = [];
  #newestBefore: readonly NewMedia[] = [];
  readonly #counters: SharedArrayBuffer;
  #mainActiveMs = performance.eventLoopUtilization().active;
  #mainBusyMs = 0;
  /** Milliseconds that each worker was busy, when it was counted last; and the sum of them all, also of those that are gone. */
  readonly #counted = new Map<number, number>();
  #workersBusyMs = 0;
  #last: { readonly ms: number; readonly mainMs: number; readonly workers: ReadonlyMap<number, number> } = {
    ms: this.#startedMs,
    mainMs: 0,
    workers: new Map(),
  };
  #shares: { readonly main: number; readonly workers: ReadonlyMap<number, number> } = { main: 0, workers: new Map() };

  /** Takes a sample a second until it is closed. */
  constructor(meter: ProgressMeter, { files, threads, counters }: WatchedJob) {
    this.#meter = meter;
    this.#files = files;
    this.#counters = counters;
    this.#threads = { wanted: threads, most: mostThreads(threads) };
    this.#bytesRead = bySource(() => 0);
    this.#bytesReadBefore = this.#bytesRead;
    this.control = this.#makeControl();
    this.#looking = setInterval(() => this.#look(), STEP_MS).unref();
    this.#sample();
  }

  /** From now on these are the parts that are watched; null: there are none any more. */
  attach(parts: WatchedParts | null): void {
    if (parts === null) this.#detach();
    this.#parts = parts;
    // Of what was wanted before there was anything to do it to.
    parts?.pool.setThreads(this.#threads.wanted);
    if (this.#isPaused) parts?.hold.begin();
  }

  /** Adds the time that a thread took to decode so many bytes of text. */
  addDecode(milliseconds: number, bytes: number): void {
    this.#timer.addDecode(milliseconds);
    this.#decodedBytes += bytes;
  }

  /** Adds a finished shard: what its time went into, the wait for the disk behind it, and the bytes of its text. */
  addShard(times: ShardTimes, syncMs: number, textBytes: number): void {
    this.#timer.addShard(times, syncMs);
    this.#textBytes += textBytes;
  }

  progress(): Progress {
    return this.#meter.progress();
  }

  snapshot(): JobSnapshot {
    this.#count();
    const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
    return {
      state: this.#state(),
      progress: this.progress(),
      totals: this.#meter.totals,
      counted: this.#meter.counted(),
      finished: this.#meter.finished,
      threads: this.#threads.wanted,
      workers: this.#workerStates(),
      mainBusy: this.#shares.main,
      busy: { mainSeconds: this.#mainBusyMs / 1000, workersSeconds: this.#workersBusyMs / 1000 },
      hosts: this.#hosts(),
      memory: { rssBytes, heapBytes, peakBytes: process.resourceUsage().maxRSS * 1024 },
      stages: this.#timer.stages(),
      shardSeconds: this.#timer.shards(),
      requestSeconds: readRequests(this.#counters),
      sources: this.#sources(),
      textBytes: this.#textBytes,
      decodedBytes: this.#decodedBytes,
      newest: this.#newest(),
    };
  }

  timeline(): readonly Sample[] {
    return this.#timeline.samples();
  }

  /** Takes the last sample. */
  close(): void {
    clearInterval(this.#looking);
    this.#look();
  }

  #makeControl(): JobControl {
    const { most } = this.#threads;
    return {
      mostThreads: most,
      pause: () => {
        this.#isPaused = true;
        this.#parts?.hold.begin();
      },
      goOn: () => {
        this.#isPaused = false;
        this.#parts?.hold.end();
      },
      setThreads: (threads) => {
        checkInteger('threads', threads, [1, most]);
        this.#threads.wanted = threads;
        this.#parts?.pool.setThreads(threads);
      },
      setRate: (host, perSecond) => {
        if (perSecond !== null && !(perSecond > 0))
          throw new YfccError('usage', `Expected a rate over 0, got \`${perSecond}\`.`);
        const media = this.#parts?.settings.media ?? null;
        return media !== null && setHostRate(media.hosts, host, perSecond);
      },
    };
  }

  #state(): JobState {
    if (this.#isHeld()) return 'paused';
    const flag = this.#parts?.settings.pauseFlag ?? null;
    return flag !== null && isPausedFor(flag, PAUSE.noSpace) ? 'short of space' : 'running';
  }

  /** By a person, unless the job is to stop: that ends a pause. */
  #isHeld(): boolean {
    return this.#parts?.hold.isOn ?? this.#isPaused;
  }

  #newest(): readonly NewMedia[] {
    const newest = this.#parts?.settings.media?.newest ?? null;
    return newest === null ? this.#newestBefore : newestMedia(newest);
  }

  #workerStates(): WorkerState[] {
    const underWay = this.#parts?.watch.underWay() ?? [];
    const ids = this.#parts?.pool.threadTimes().map(({ id }) => id) ?? [];
    return ids.map((id) => ({
      id,
      busy: this.#shares.workers.get(id) ?? 0,
      shards: underWay
        .filter(({ threadId }) => threadId === id)
        .map(({ shard, rows }) => ({ shard, row: rows?.from ?? null })),
    }));
  }

  #hosts(): HostState[] {
    const media = this.#parts?.settings.media ?? null;
    const nowMs = Number(process.hrtime.bigint()) / 1e6;
    return addHostStates(this.#hostsBefore, media === null ? [] : hostStates(media, nowMs));
  }

  /** Keeps what the parts have come to before they go. */
  #detach(): void {
    this.#look();
    this.#isPaused = this.#isHeld();
    this.#bytesReadBefore = this.#bytesRead;
    this.#hostsBefore = this.#hosts();
    this.#newestBefore = this.#newest();
  }

  #sources(): SourceState[] {
    return SOURCES.flatMap((source) => {
      const parts = this.#files[source];
      if (parts === undefined) return [];
      const path = parts.length === 1 ? parts[0].path : `${parts[0].path} (${parts.length} files)`;
      return [{ source, path, bytes: bytesOf(parts), bytesRead: this.#bytesRead[source] }];
    });
  }

  /** Counts what the threads have done up to now. */
  #count(): void {
    for (const { id, busyMs } of this.#parts?.pool.threadTimes() ?? []) {
      this.#workersBusyMs += Math.max(0, busyMs - (this.#counted.get(id) ?? 0));
      this.#counted.set(id, busyMs);
    }
    const main = performance.eventLoopUtilization();
    this.#mainBusyMs += main.active - this.#mainActiveMs;
    this.#mainActiveMs = main.active;
    const parts = this.#parts;
    if (parts !== null) this.#bytesRead = bySource((source) => this.#bytesReadBefore[source] + parts.bytesRead(source));
  }

  /** Looks once a second how busy each thread was since the last time. */
  #look(): void {
    this.#count();
    const now = performance.now();
    const share = (ms: number): number => Math.min(1, Math.max(0, ms) / Math.max(now - this.#last.ms, 1));
    this.#shares = {
      main: share(this.#mainBusyMs - this.#last.mainMs),
      workers: new Map([...this.#counted].map(([id, ms]) => [id, share(ms - (this.#last.workers.get(id) ?? 0))])),
    };
    this.#last = { ms: now, mainMs: this.#mainBusyMs, workers: new Map(this.#counted) };
    // Those that are gone are of no more interest.
    const ids = new Set(this.#parts?.pool.threadTimes().map(({ id }) => id));
    for (const id of this.#counted.keys()) if (!ids.has(id)) this.#counted.delete(id);
    this.#sample();
  }

  #sample(): void {
    const { rows, records, rejects, mediaBytes, outcomes } = this.progress();
    this.#timeline.add({
      seconds: (performance.now() - this.#startedMs) / 1000,
      rows,
      records,
      rejects,
      textBytes: this.#textBytes,
      readBytes: SOURCES.reduce((sum, source) => sum + this.#bytesRead[source], 0),
      mediaBytes,
      outcomes,
      stages: this.#timer.stages(),
      mainBusySeconds: this.#mainBusyMs / 1000,
      workersBusySeconds: this.#workersBusyMs / 1000,
      rssBytes: process.memoryUsage.rss(),
    });
  }
}
