/** The run so far, as samples; ever further apart, so that there are never too many to draw. */
import type { SampleRow, SamplesMessage } from '../message.js';

const MOST = 1200;

/** Places in a sample. */
export const AT = {
  seconds: 0,
  rows: 1,
  mediaFiles: 2,
  mediaBytes: 3,
  textBytes: 4,
  mainBusy: 5,
  workersBusy: 6,
  rss: 7,
} as const;

export interface Point {
  readonly seconds: number;
  readonly value: number;
}

export class History {
  #run = '';
  #rows: SampleRow[] = [];

  /** Takes in what has come; of another run it is a new beginning. */
  add({ run, isWhole, samples }: SamplesMessage): void {
    if (isWhole || run !== this.#run) this.#rows = [];
    this.#run = run;
    this.#rows.push(...samples);
    while (this.#rows.length > MOST) this.#rows = this.#rows.filter((_, k) => k % 2 === 0);
  }

  get rows(): readonly SampleRow[] {
    return this.#rows;
  }

  /** What a sum has grown by a second over about so many of the newest seconds; null where nothing is known. */
  rate(place: keyof typeof AT, overSeconds: number): number | null {
    const last = this.#rows.at(-1);
    if (last === undefined) return null;
    const first = this.#rows.find((row) => row[AT.seconds] >= last[AT.seconds] - overSeconds);
    return first === undefined || first === last ? null : growth(first, last, place);
  }

  /** How fast a sum grew, at each sample. */
  rates(place: keyof typeof AT): Point[] {
    const points: Point[] = [];
    for (const [k, row] of this.#rows.entries()) {
      // Over two steps: counts come by the batch.
      const before = this.#rows[Math.max(0, k - 2)];
      if (before === undefined || k === 0) continue;
      points.push({ seconds: row[AT.seconds], value: growth(before, row, place) });
    }
    return points;
  }

  values(place: keyof typeof AT): Point[] {
    return this.#rows.map((row) => ({ seconds: row[AT.seconds], value: row[AT[place]] }));
  }
}

function growth(from: SampleRow, to: SampleRow, place: keyof typeof AT): number {
  const seconds = to[AT.seconds] - from[AT.seconds];
  return seconds > 0 ? Math.max(0, to[AT[place]] - from[AT[place]]) / seconds : 0;
}
