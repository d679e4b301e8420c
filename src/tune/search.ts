/**
 * Looks for the best setting within a time: one axis after the other, first with values far apart, then around the best.
 *
 * The cells of an axis are run in rounds, every one once a round, there and back, so that a machine that grows slower or
 * faster favours none. A cell that is clearly behind is left
 * out of the rounds that follow, so that the time goes into those that are close.
 */
import { quantile, scoresOf, type Rounds, type Score } from './scores.js';
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
const LEAST_SECONDS = 2;
const MOST_SECONDS = 20;
/** Rounds that the time is shared out for. */
const ROUNDS = 4;
/** A cell slower than this share of the best is left out behind the first round, the second, and those that follow. */
const FAR_BEHIND = [0.6, 0.8, 0.9];
/** What is better by less is left to chance, and the setting so far stays, which is nearer to the defaults; seen once, or more. */
const WORTH_OF_ONE = 1.1;
const WORTH = 1.03;

/** The first axis has most to tell, and gets this share of the time; what it leaves is shared out evenly. */
const SHARE_FIRST = 0.6;
const FINE_ROUNDS = 2;

/** Every cell that was measured, in the order in which they came up; and the best setting. */
export async function search<T extends Trial>(
  options: SearchOptions<T>,
): Promise<{
  readonly cells: readonly Cell<T>[];
  readonly best: Setting;
  /** That a run takes beside the time it is given. */
  readonly overheadSeconds: number;
}> {
  const { axes, cores, budgetSeconds, from, nowMs } = options;
  const wanted = AXES.filter((axis) => axes.includes(axis));
  const table = new Table<T>(options);
  const endMs = nowMs() + budgetSeconds * 1000;
  let best = from;
  for (const [k, axis] of wanted.entries()) {
    const others = coarseValues(axis, cores).filter((value) => value !== best[axis]);
    const left = (endMs - nowMs()) / 1000;
    const share = k === 0 ? SHARE_FIRST : 1 / (wanted.length - k + 1);
    best = await table.choose(
      axis,
      best,
      others.map((value) => withValue(best, axis, value)),
      left * share,
    );
  }
  // Around the best, between what the first look has seen, where there is time for more than a glance.
  const fine = wanted.flatMap((axis) =>
    fineValues(axis, best[axis])
      .filter((value) => !coarseValues(axis, cores).includes(value))
      .map((value) => withValue(best, axis, value)),
  );
  const left = (endMs - nowMs()) / 1000;
  if (fine.length > 0 && left > FINE_ROUNDS * table.leastSeconds(fine.length + 1))
    best = await table.choose('fine', best, fine, left);
  return { cells: table.cells(), best, overheadSeconds: table.overheadSeconds };
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

  get overheadSeconds(): number {
    return this.#overheadSeconds;
  }

  /** For a round of so many cells. */
  leastSeconds(cells: number): number {
    return cells * (LEAST_SECONDS + this.#overheadSeconds);
  }

  /** The best of some settings, the one so far among them; in about so many seconds. */
  async choose(what: string, best: Setting, others: readonly Setting[], seconds: number): Promise<Setting> {
    const { measure, nowMs, onRound } = this.#options;
    const endMs = nowMs() + seconds * 1000;
    const cells = [best, ...others].map((setting) => ({ setting, rounds: [] as (number | null)[], isIn: true }));
    let scores: readonly Score[] = [];
    for (let round = 0; ; round++) {
      const inIt = cells.filter(({ isIn }) => isIn);
      const left = (endMs - nowMs()) / 1000;
      const share = left / inIt.length / Math.max(1, ROUNDS - round) - this.#overheadSeconds;
      const each = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, share));
      // A round that is begun is run to its end, or it would favour those at its beginning.
      const needs = (each + this.#overheadSeconds) * inIt.length;
      if (round > 0 && (left < needs || inIt.length === 1)) break;
      for (const cell of round % 2 === 0 ? inIt : inIt.toReversed()) {
        const startedMs = nowMs();
        const trial = await measure(cell.setting, each);
        const overhead = Math.max(0, (nowMs() - startedMs) / 1000 - each);
        this.#overheadSeconds += (overhead - this.#overheadSeconds) / 4;
        cell.rounds[round] = trial.perSecond;
        this.#keep(cell.setting, trial);
      }
      for (const { rounds } of cells) rounds[round] ??= null;
      scores = scoresOf(cells.map(({ rounds }) => rounds));
      const top = Math.max(...scores.map(({ value }) => value));
      const limit = FAR_BEHIND[Math.min(round, FAR_BEHIND.length - 1)] ?? 0;
      for (const [k, cell] of cells.entries()) if ((scores[k]?.value ?? 0) < limit * top) cell.isIn = false;
      onRound?.(`${what}: round ${round + 1}, ${inIt.length} settings of ${each.toFixed(1)} s each`);
    }
    // The best so far has been in the last comparison, too: by that all are told in the same pace.
    const pace = (this.#scores.get(keyOf(best))?.value ?? scores[0]?.value ?? 1) / (scores[0]?.value || 1);
    for (const [k, { setting }] of cells.entries()) {
      const { value, spread } = scores[k] ?? { value: 0, spread: 0 };
      this.#scores.set(keyOf(setting), { value: value * pace, spread });
    }
    const at = scores.reduce((top, score, k) => (score.value > (scores[top]?.value ?? 0) ? k : top), 0);
    const [first, top] = [cells[0], cells[at]];
    return first !== undefined && top !== undefined && isBetter(top.rounds, first.rounds) ? top.setting : best;
  }

  #keep(setting: Setting, trial: T): void {
    const kept = this.#trials.get(keyOf(setting));
    if (kept === undefined) this.#trials.set(keyOf(setting), { setting, trials: [trial] });
    else kept.trials.push(trial);
  }
}

/** Whether one is better than another beyond chance: in every round that both were in, and by enough for so many. */
function isBetter(rounds: Rounds, others: Rounds): boolean {
  const ratios = rounds.flatMap((value, k) => {
    const other = others[k] ?? null;
    return value === null || other === null || other <= 0 ? [] : [value / other];
  });
  const least = ratios.length > 1 ? WORTH : WORTH_OF_ONE;
  return ratios.length > 0 && ratios.every((ratio) => ratio > 1) && quantile(ratios, 0.5) > least;
}

function withValue(setting: Setting, axis: Axis, value: number): Setting {
  return { ...setting, [axis]: value };
}

function keyOf(setting: Setting): string {
  return AXES.map((axis) => setting[axis]).join('/');
}
