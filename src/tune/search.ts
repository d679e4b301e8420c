/**
 * Looks for the best setting within a time: one axis after the other, first with values far apart, then around the best.
 *
 * The cells of an axis are run in rounds, every one once a round, there and back, so that a machine that grows slower or
 * faster favours none. A cell that is clearly behind is left
 * out of the rounds that follow, so that the time goes into those that are close.
 */
import { scoresOf, type Score } from './scores.js';
import { AXES, coarseValues, fineValues, type Axis, type Setting } from './setting.js';

/** One run of a cell. */
export interface Trial {
  /** What is compared: rows a second, or files a second where media are fetched. */
  readonly perSecond: number;
}

/** A setting with all that was measured of it. */
export interface Cell<T extends Trial> {
  readonly setting: Setting;
  readonly trials: readonly T[];
  readonly score: Score;
}

export interface SearchOptions<T extends Trial> {
  readonly from: Setting;
  /** What may be changed; the rest stays as it is. */
  readonly axes: readonly Axis[];
  readonly cores: number;
  /** For all of it. */
  readonly budgetSeconds: number;
  /** Runs a setting for about so long. */
  readonly measure: (setting: Setting, seconds: number) => Promise<T>;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly onRound?: (text: string) => void;
}

/** A shorter run says little: threads start, and code gets fast, in the first half second. */
const LEAST_SECONDS = 1.5;
const MOST_SECONDS = 20;
/** Rounds that the time is shared out for. */
const ROUNDS = 4;
/** A cell slower than this share of the best is left out behind the first round, the second, and those that follow. */
const FAR_BEHIND = [0.6, 0.8, 0.9];
/** What is better by less than this is left to chance: the setting so far stays, which is nearer to the defaults. */
const WORTH = 0.97;

/** How the time of the search is shared out: the first axis has most to tell. */
const SHARE_FIRST = 0.45;
const SHARE_FINE = 0.25;

/** Every cell that was measured, in the order in which they came up; and the best setting. */
export async function search<T extends Trial>(
  options: SearchOptions<T>,
): Promise<{
  readonly cells: readonly Cell<T>[];
  readonly best: Setting;
}> {
  const { axes, cores, budgetSeconds, from } = options;
  const wanted = AXES.filter((axis) => axes.includes(axis));
  const table = new Table<T>(options);
  let best = from;
  const shareOf = (k: number): number => {
    const rest = 1 - SHARE_FIRST - SHARE_FINE;
    return k === 0 ? (wanted.length === 1 ? SHARE_FIRST + rest : SHARE_FIRST) : rest / (wanted.length - 1);
  };
  for (const [k, axis] of wanted.entries()) {
    const values = new Set([best[axis], ...coarseValues(axis, cores)]);
    best = await table.compare(axis, best, [...values], budgetSeconds * shareOf(k));
  }
  // Around the best, between what the first look has seen.
  const fine = wanted.flatMap((axis) =>
    fineValues(axis, best[axis])
      .filter((value) => !coarseValues(axis, cores).includes(value))
      .map((value) => withValue(best, axis, value)),
  );
  if (fine.length > 0) best = await table.choose('fine', best, fine, budgetSeconds * SHARE_FINE);
  return { cells: table.cells(), best };
}

class Table<T extends Trial> {
  readonly #options: SearchOptions<T>;
  readonly #trials = new Map<string, { readonly setting: Setting; readonly trials: T[] }>();
  readonly #scores = new Map<string, Score>();
  /** That a run takes beside the time it is given: a process starts and ends, and what it wrote goes. */
  #overheadSeconds = 0.5;

  constructor(options: SearchOptions<T>) {
    this.#options = options;
  }

  cells(): Cell<T>[] {
    return [...this.#trials].map(([key, { setting, trials }]) => {
      return { setting, trials, score: this.#scores.get(key) ?? { value: 0, spread: 0 } };
    });
  }

  /** The best of these values of one axis. */
  compare(axis: Axis, best: Setting, values: readonly number[], seconds: number): Promise<Setting> {
    return this.choose(
      axis,
      best,
      values.filter((value) => value !== best[axis]).map((value) => withValue(best, axis, value)),
      seconds,
    );
  }

  /** The best of some settings, the one so far among them; in about so many seconds. */
  async choose(what: string, best: Setting, others: readonly Setting[], seconds: number): Promise<Setting> {
    const { measure, nowMs, onRound } = this.#options;
    const endMs = nowMs() + seconds * 1000;
    const cells = [best, ...others].map((setting) => ({ setting, rounds: [] as (number | null)[], isIn: true }));
    for (let round = 0; ; round++) {
      const inIt = cells.filter(({ isIn }) => isIn);
      const left = (endMs - nowMs()) / 1000;
      const share = left / inIt.length / Math.max(1, ROUNDS - round) - this.#overheadSeconds;
      const each = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, share));
      // A round that is begun is run to its end, or it would favour those at its beginning.
      const needs = (each + this.#overheadSeconds) * inIt.length;
      if (round > 0 && (left < needs || inIt.length === 1)) break;
      for (const k of inIt.keys()) {
        const cell = inIt[round % 2 === 0 ? k : inIt.length - 1 - k];
        if (cell === undefined) continue;
        const startedMs = nowMs();
        const trial = await measure(cell.setting, each);
        const overhead = Math.max(0, (nowMs() - startedMs) / 1000 - each);
        this.#overheadSeconds += (overhead - this.#overheadSeconds) / 4;
        cell.rounds[round] = trial.perSecond;
        this.#keep(cell.setting, trial);
      }
      for (const { rounds } of cells) rounds[round] ??= null;
      const scores = scoresOf(cells.map(({ rounds }) => rounds));
      const top = Math.max(...scores.map(({ value }) => value));
      const limit = FAR_BEHIND[Math.min(round, FAR_BEHIND.length - 1)] ?? 0;
      for (const [k, cell] of cells.entries()) if ((scores[k]?.value ?? 0) < limit * top) cell.isIn = false;
      onRound?.(`${what}: round ${round + 1}, ${inIt.length} settings of ${each.toFixed(1)} s each`);
    }
    const scores = scoresOf(cells.map(({ rounds }) => rounds));
    // The best so far has been in the last comparison, too: by that all are told in the same pace.
    const pace = (this.#scores.get(keyOf(best))?.value ?? scores[0]?.value ?? 1) / (scores[0]?.value || 1);
    for (const [k, { setting }] of cells.entries()) {
      const { value, spread } = scores[k] ?? { value: 0, spread: 0 };
      this.#scores.set(keyOf(setting), { value: value * pace, spread });
    }
    const at = scores.reduce((top, score, k) => (score.value > (scores[top]?.value ?? 0) ? k : top), 0);
    const isBetter = (scores[at]?.value ?? 0) * WORTH > (scores[0]?.value ?? 0);
    return isBetter ? (cells[at]?.setting ?? best) : best;
  }

  #keep(setting: Setting, trial: T): void {
    const kept = this.#trials.get(keyOf(setting));
    if (kept === undefined) this.#trials.set(keyOf(setting), { setting, trials: [trial] });
    else kept.trials.push(trial);
  }
}

function withValue(setting: Setting, axis: Axis, value: number): Setting {
  return { ...setting, [axis]: value };
}

function keyOf(setting: Setting): string {
  return AXES.map((axis) => setting[axis]).join('/');
}
