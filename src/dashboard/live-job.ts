/** The job as the dashboard knows it: a reporter that keeps what it is told, and makes messages of it when asked. */
import { randomUUID } from 'node:crypto';
import type { NewMedia } from '../core/newest-media.js';
import { isInterruption, messageOf } from '../core/errors.js';
import type { JobControl, JobView } from '../jobs/job-view.js';
import type { JobStart, Reporter, RunSummary } from '../jobs/reporter.js';
import { VERSION } from '../version.js';
import { adviceFor } from './advice.js';
import { figuresOf, sampleRows } from './figures.js';
import type { Ending, Note, Phase, SamplesMessage, StateMessage } from './message.js';

const NOTES = 50;

export class LiveJob implements Reporter {
  /** Of this process. */
  readonly run: string = randomUUID();
  readonly #summaryLines: (summary: RunSummary) => readonly string[];
  readonly #notes: Note[] = [];
  #start: JobStart | null = null;
  #view: JobView | null = null;
  #phase: Phase = 'opening';
  #ending: Ending | null = null;
  #newest: readonly NewMedia[] = [];

  /** `summaryLines`: the words for how a job has ended. */
  constructor(summaryLines: (summary: RunSummary) => readonly string[]) {
    this.#summaryLines = summaryLines;
  }

  start(job: JobStart, view: JobView): void {
    this.#start = job;
    this.#view = view;
    this.#phase = 'running';
  }

  warn(text: string): void {
    this.#say('warning', text);
  }

  note(text: string): void {
    this.#say('note', text);
  }

  end(summary: RunSummary): void {
    this.#phase = summary.isInterrupted ? 'interrupted' : 'finished';
    const advice = summary.isOverLimit
      ? 'Rejects, or media that did not come, are over the limits that were set: the exit code is 1.'
      : null;
    this.#ending = { lines: this.#summaryLines(summary), advice };
  }

  fail(error: unknown): void {
    const isInterrupted = isInterruption(error);
    this.#phase = isInterrupted ? 'interrupted' : 'failed';
    this.#ending = { lines: [messageOf(error)], advice: adviceFor(error) };
    if (!isInterrupted) this.#say('error', messageOf(error));
  }

  /** Null before the job has begun, and when it has ended. */
  get control(): JobControl | null {
    return this.#ending === null ? (this.#view?.control ?? null) : null;
  }

  /** All that is known now. */
  state(): StateMessage {
    const snapshot = this.#view?.snapshot() ?? null;
    // Kept, since the pictures of a job that has ended are still there to be seen.
    if (snapshot !== null && snapshot.newest.length > 0) this.#newest = snapshot.newest;
    const isUnderWay = this.#phase === 'running' && snapshot !== null;
    return {
      run: this.run,
      version: VERSION,
      phase: isUnderWay ? snapshot.state : this.#phase,
      out: this.#start?.out ?? null,
      mostThreads: this.#view?.control.mostThreads ?? 1,
      resumedShards: this.#start?.resumedShards ?? 0,
      figures: snapshot === null ? null : figuresOf(snapshot, this.#newest),
      notes: this.#notes,
      ending: this.#ending,
    };
  }

  /** What has come after `seconds` of the run; null: all. */
  samples(seconds: number | null): SamplesMessage {
    return { run: this.run, isWhole: seconds === null, samples: sampleRows(this.#view?.timeline() ?? [], seconds) };
  }

  /** One of the newest pictures, as of the last `state()`. */
  picture(photoId: string): NewMedia | null {
    return this.#newest.find((media) => media.photoId === photoId) ?? null;
  }

  #say(kind: Note['kind'], text: string): void {
    this.#notes.push({ kind, atMs: Date.now(), text });
    if (this.#notes.length > NOTES) this.#notes.shift();
  }
}
