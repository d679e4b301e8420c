/** A reporter that leaves a page behind: `report.html` in the job's folder, when the job ends, however it ends. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_NAME } from '../core/output-path.js';
import { isInterruption, messageOf } from '../core/errors.js';
import { MANIFEST_NAME } from '../engine/manifest.js';
import type { JobView } from '../jobs/job-view.js';
import type { JobStart, Reporter, RunSummary } from '../jobs/reporter.js';
import type { RunOptions } from '../jobs/run-options.js';
import { machine } from '../tune/machine.js';
import { VERSION } from '../version.js';
import type { FiguresDrawer } from './figures-drawer.js';
import { runBottleneck } from './run-bottleneck.js';
import type { Message, RunReport } from './run-report.js';

export interface ReportOptions {
  /** What the job was given; without it the report does not say. */
  readonly options?: RunOptions;
  /** Told, in a sentence, when the report or its plots could not be made, which is no reason for a job to fail. */
  readonly onWarning?: (text: string) => void;
}

/** A run that lasts so long gets its plots' thread, which has loaded what it needs by the time that there is enough to plot. */
const DRAWER_AFTER_MS = 3000;

/** So many of the last ones are in a report. */
const MESSAGES = 20;

/** Writes nothing of a dry run, nor of a run that found the job done and had nothing to do. */
export function reportReporter({ options, onWarning = () => {} }: ReportOptions = {}): Reporter {
  let job: StartedJob | null = null;
  let messages: Message[] = [];
  const say = (kind: Message['kind'], text: string): void => {
    messages.push({ kind, atMs: Date.now(), text });
    if (messages.length > MESSAGES) messages.shift();
  };
  const withoutPlots = (cause: unknown): null => {
    onWarning(`Could not draw the plots of the report: ${messageOf(cause)}`);
    return null;
  };
  const write = async (state: RunReport['state'], error: string | null): Promise<void> => {
    const [ended, said] = [job, messages];
    job = null;
    messages = [];
    if (ended === null) return;
    clearTimeout(ended.timer);
    try {
      await writeRun(ended, { state, error, messages: said }, { options, withoutPlots });
    } catch (cause) {
      onWarning(`Could not write ${join(ended.out, REPORT_NAME)}: ${messageOf(cause)}`);
    } finally {
      await (await ended.drawer)?.close();
    }
  };
  return {
    start({ out, threads, resumedShards }, view) {
      if (out === null) return;
      const started: StartedJob = {
        out,
        threads,
        resumedShards,
        view,
        beganMs: Date.now(),
        cpu: process.cpuUsage(),
        drawer: null,
        timer: setTimeout(() => (started.drawer = openDrawer().catch(withoutPlots)), DRAWER_AFTER_MS).unref(),
      };
      job = started;
    },
    warn: (text) => say('warning', text),
    note: (text) => say('note', text),
    end: (summary) => write(stateOf(summary), null),
    fail: (error) => write(isInterruption(error) ? 'interrupted' : 'failed', messageOf(error)),
  };
}

interface StartedJob extends JobStart {
  readonly out: string;
  readonly view: JobView;
  readonly beganMs: number;
  /** What the process had used by then. */
  readonly cpu: NodeJS.CpuUsage;
  readonly timer: NodeJS.Timeout;
  drawer: Promise<FiguresDrawer | null> | null;
}

interface Making {
  readonly options: RunOptions | undefined;
  /** Takes what plots could not be drawn for. */
  readonly withoutPlots: (cause: unknown) => null;
}

async function openDrawer(): Promise<FiguresDrawer> {
  return new (await import('./figures-drawer.js')).FiguresDrawer();
}

async function writeRun(
  { out, threads, resumedShards, view, beganMs, cpu, drawer }: StartedJob,
  ending: Pick<RunReport, 'state' | 'error' | 'messages'>,
  { options, withoutPlots }: Making,
): Promise<void> {
  const snapshot = view.snapshot();
  const endedMs = Date.now();
  const { user, system } = process.cpuUsage(cpu);
  const path = join(out, REPORT_NAME);
  // Without a manifest the folder is nobody's, and a report in it would only be in the way of the next run.
  if (!existsSync(join(out, MANIFEST_NAME))) return;
  const hasWorked = Object.values(snapshot.stages).some((seconds) => seconds > 0);
  if (ending.state === 'done' && resumedShards > 0 && !hasWorked && existsSync(path)) return;
  const [{ givenCommand }, { jobHistory }, { writeWhole }, { FEWEST, stretches }, { runPage }] = await Promise.all([
    import('./given-command.js'),
    import('./job-history.js'),
    import('../files/write-whole.js'),
    import('./stretches.js'),
    import('./run-page.js'),
  ]);
  const madeOn = machine();
  const report: RunReport = {
    ...ending,
    bottleneck: runBottleneck(snapshot, options, {
      seconds: (endedMs - beganMs) / 1000,
      cpuSeconds: (user + system) / 1e6,
      cores: madeOn.cores,
    }),
    out,
    command: options === undefined ? null : givenCommand(options),
    machine: { ...madeOn, version: VERSION },
    threads,
    beganMs,
    endedMs,
    snapshot,
    samples: view.timeline(),
    history: await jobHistory(out, resumedShards),
  };
  // Of a short run nothing is to be waited for.
  const isLong = stretches(report.samples, threads).length >= FEWEST;
  const plots = isLong ? ((await (await drawer)?.draw(report).catch(withoutPlots)) ?? null) : null;
  await writeWhole(path, runPage(report, plots));
}

function stateOf({ isInterrupted, isOverLimit }: RunSummary): RunReport['state'] {
  if (isInterrupted) return 'interrupted';
  return isOverLimit ? 'over the limit' : 'done';
}
