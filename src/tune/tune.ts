/** Finds the setting that a job does best with on this machine, from runs of a part of the user's own input. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import { SOURCES } from '../core/fields.js';
import { defaultThreads } from '../engine/threads.js';
import { asWriteError } from '../engine/write-error.js';
import { resolveRunOptions, type ResolvedRun, type RunOptions } from '../jobs/run-options.js';
import { isParallel } from '../jobs/source-text.js';
import { openSources } from '../jobs/sources.js';
import { hasStdin } from '../jobs/stdin-option.js';
import { judge, type Verdict } from './bottleneck.js';
import { machineText } from './machine.js';
import { predict, type Prediction } from './prediction.js';
import { fitLaw, type Point, type ScalingLaw } from './scaling-law.js';
import { search, type Cell } from './search.js';
import { AXES, isSame, pick, type Axis, type Setting } from './setting.js';
import { runTrial } from './trial.js';
import { rowsPerSecond } from './trial-rate.js';
import type { TrialResult } from './trial-message.js';

export interface TuneControl {
  /** For all of it, about. */
  readonly budgetSeconds: number;
  /** Ends it; nothing is left behind. */
  readonly signal: AbortSignal;
  /** Told in a sentence what it is at. */
  readonly onNote?: (text: string) => void;
}

/** What one run of a setting came to. */
export interface TuneTrial extends TrialResult {
  /** Rows a second, or media a second where they are fetched. */
  readonly perSecond: number;
}

export interface TuneResult {
  /** Of a job that fetches media it is counted in these. */
  readonly unit: 'rows' | 'media';
  /** Those that were looked at; what was given stays as it was. */
  readonly axes: readonly Axis[];
  readonly best: Setting;
  readonly cells: readonly Cell<TuneTrial>[];
  /** Of the best setting. */
  readonly rowsPerSecond: number;
  /** Of the best setting, longer than the others. */
  readonly final: TuneTrial;
  /** The same without output; null where that was not tried. */
  readonly withoutOutput: TuneTrial | null;
  readonly verdict: Verdict;
  readonly prediction: Prediction | null;
  /** Null where fewer than two numbers of threads were tried. */
  readonly law: ScalingLaw | null;
  readonly cores: number;
  readonly machine: string;
}

/** How the time is shared out. */
const SHARE_SEARCH = 0.68;
const SHARE_FINAL = 0.22;
const SHARE_WITHOUT = 0.1;

/** Code gets fast in the first second of rows. */
const WARM_SECONDS = 1;
const WARM_SHARE = 0.4;
/** In the run that the prediction is made by, output goes to memory first, and faster than it will all along. */
const FINAL_WARM_SHARE = 0.5;

/** Throws `usage` for options that can't be tuned, and as `run` does; rejects with the signal's reason when it aborts. */
export async function tune(options: RunOptions, control: TuneControl): Promise<TuneResult> {
  const { budgetSeconds, signal, onNote = () => {} } = control;
  const resolved = resolveRunOptions(options);
  checkTunable(options, resolved);
  const axes = await axesOf(options, resolved, signal);
  const { threads, connections, shardRows, decodeBytes } = resolved;
  const unit = resolved.media === 'none' ? 'rows' : 'media';
  const cores = defaultThreads();
  const folder = await makeFolder(resolve(resolved.out));
  const startedMs = performance.now();
  let runs = 0;
  const measure = async (
    setting: Setting,
    seconds: number,
    more: RunOptions = {},
    warmSeconds = Math.min(WARM_SECONDS, seconds * WARM_SHARE),
  ): Promise<TuneTrial> => {
    const out = join(folder, String(runs++));
    const task = {
      options: { ...trialOptions(options, folder), ...pick(setting, axes), ...more, out },
      seconds,
      warmSeconds,
    };
    const result = await runTrial(task, signal);
    await rm(out, { recursive: true, force: true });
    return { ...result, perSecond: unit === 'rows' ? rowsPerSecond(result) : result.media / result.seconds };
  };
  try {
    const { best, cells, overheadSeconds } = await search<TuneTrial>({
      from: { threads, connections, shardRows, decodeBytes },
      axes,
      cores,
      budgetSeconds: budgetSeconds * SHARE_SEARCH,
      measure,
      nowMs: () => performance.now(),
      onRound: onNote,
    });
    // What the search left or took too much of is the last runs'.
    const left = budgetSeconds - (performance.now() - startedMs) / 1000 - 2 * overheadSeconds;
    const share = Math.max(left, budgetSeconds * (SHARE_FINAL + SHARE_WITHOUT) * 0.5) / (SHARE_FINAL + SHARE_WITHOUT);
    const finalSeconds = share * SHARE_FINAL;
    onNote(`the best once more, for ${finalSeconds.toFixed(0)} s`);
    const measureFinal = (seconds: number): Promise<TuneTrial> =>
      measure(best, seconds, {}, seconds * FINAL_WARM_SHARE);
    let final = await measureFinal(finalSeconds);
    if (final.perSecond === 0) final = await measureFinal(3 * finalSeconds);
    if (final.perSecond === 0)
      throw new YfccError(
        'usage',
        `Expected ${unit} within ${(3 * finalSeconds).toFixed(0)} s, got none. Give it more time with --budget; a side file that has to be put in order first is best put there once, with --store DIR.`,
      );
    const withoutOutput =
      resolved.sinkMode.writes && unit === 'rows' ? await measure(best, share * SHARE_WITHOUT, { sink: 'null' }) : null;
    // Of media a job may fetch more or fewer than one a row.
    const perMedia = final.mediaPerRow > 0 ? 1 / final.mediaPerRow : 0;
    const rowRate = unit === 'rows' ? final.perSecond : final.perSecond * perMedia;
    const score = cells.find(({ setting }) => isSame(setting, best))?.score;
    return {
      unit,
      axes,
      best,
      cells,
      final,
      withoutOutput,
      verdict: judge({
        ...final,
        threads: best.threads,
        cores,
        format: resolved.format,
        gzip: resolved.gzip,
        hasMedia: unit === 'media',
        connections: best.connections,
        withoutOutput: withoutOutput && withoutOutput.perSecond / final.perSecond,
      }),
      rowsPerSecond: rowRate,
      prediction: predict(final, rowRate, score?.spread ?? 0),
      law: fitLaw(threadPoints(cells, cores)),
      cores,
      machine: machineText(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Beside the output, so on its disk. */
async function makeFolder(out: string): Promise<string> {
  try {
    await mkdir(dirname(out), { recursive: true });
    return await mkdtemp(`${out}.tune-`);
  } catch (error) {
    throw asWriteError(error, out);
  }
}

/** A job that is run again and again must be able to begin anew. */
function checkTunable(options: RunOptions, { dryRun, recheck, retry }: ResolvedRun): void {
  const refuse = (what: string): YfccError => new YfccError('usage', `Expected a job that can be tuned, got ${what}.`);
  if (dryRun) throw refuse('--dry-run');
  if (recheck) throw refuse('--recheck');
  if (retry.length > 0) throw refuse('--retry');
  if (hasStdin(options)) throw refuse('a source from standard input, which can be read once');
}

/** What there is to choose: not what was given, nor what the job has no part of. */
async function axesOf(options: RunOptions, resolved: ResolvedRun, signal: AbortSignal): Promise<Axis[]> {
  const inputs = { stdin: () => process.stdin, signal, onWarning: () => {} };
  const files = await openSources(resolved, inputs);
  const isDecoded = SOURCES.some((source) => files[source]?.some((file) => isParallel(file, resolved)));
  return AXES.filter((axis) => {
    if (options[axis] !== undefined) return false;
    if (axis === 'connections') return resolved.media !== 'none';
    return axis !== 'decodeBytes' || isDecoded;
  });
}

/** The job's options, for a folder of its own that is thrown away. */
function trialOptions(options: RunOptions, folder: string): RunOptions {
  // What side files are put in order into is shared by all runs.
  const store = options.store ?? join(folder, 'store');
  return { ...options, store, resume: false, overwrite: false, writeIndex: false, hangTimeout: 0 };
}

/** Throughput over threads, of the cells that differ in these alone; up to the cores, where there are two such numbers. */
function threadPoints(cells: readonly Cell<TuneTrial>[], cores: number): Point[] {
  const [first] = cells;
  if (first === undefined) return [];
  const others = AXES.filter((axis) => axis !== 'threads');
  const points = cells
    .filter(({ setting }) => others.every((axis) => setting[axis] === first.setting[axis]))
    .map(({ setting: { threads }, score }) => ({ threads, perSecond: score.value }))
    .toSorted((a, b) => a.threads - b.threads);
  const onCores = points.filter(({ threads }) => threads <= cores);
  return onCores.length >= 2 ? onCores : points;
}
