/** Plots of a run from its beginning to its end: each stretch of time a step, since what is known of it is its mean. */
import * as Plot from '@observablehq/plot';
import type { Stretch } from '../stretches.js';
import { timeUnit } from '../stretches.js';
import { axes, MARGINS } from './axes.js';
import { NARROW, type Width } from './draw.js';

export interface Series {
  readonly name: string;
  readonly color: string;
  readonly valueOf: (stretch: Stretch) => number;
  /** Lines beside another are told apart by this, too; as SVG has it. */
  readonly dash?: string;
}

interface OverTime {
  readonly stretches: readonly Stretch[];
  /** With its unit. */
  readonly yLabel: string;
  readonly width: Width;
  /** Where the axis ends, if not with the greatest value. */
  readonly yMost?: number;
}

const HEIGHT = 220;

/** Where names stand behind the ends of their lines; a letter is about 7 pixels wide. */
const LETTER_PIXELS = 7;
const LINE_PIXELS = 15;

/** Lines, each with its name behind its end; one alone is filled down to zero. */
export function linesOverTime(
  series: readonly Series[],
  { stretches, yLabel, width, yMost }: OverTime,
): Plot.PlotOptions {
  const time = timeOf(stretches);
  const isAlone = series.length === 1;
  const points = series.map((one) => ({ ...one, points: stepsOf(stretches, one.valueOf, time.seconds) }));
  const most = yMost ?? Math.max(...points.flatMap(({ points }) => points.map(({ y }) => y)));
  const names = isAlone
    ? []
    : apart(
        points.map(({ name, color, points }) => ({ name, color, y: points.at(-1)?.y ?? 0 })),
        most,
      );
  return {
    ...frame(width, time, yLabel, most),
    marginRight: isAlone ? 16 : nameMargin(names),
    marks: [
      ...timeAxes(width, time, yLabel),
      points.map(({ points, color }) =>
        isAlone ? Plot.areaY(points, { x: 'x', y1: 0, y2: 'y', fill: color, fillOpacity: 0.15 }) : null,
      ),
      points.map(({ points, color, dash = 'none' }) =>
        Plot.lineY(points, { x: 'x', y: 'y', stroke: color, strokeWidth: 1.75, strokeDasharray: dash }),
      ),
      Plot.ruleY([0]),
      ...nameMarks(names, time.end),
    ],
  };
}

/** One on top of the other, each with its name behind its end. */
export function stackOverTime(series: readonly Series[], { stretches, yLabel, width }: OverTime): Plot.PlotOptions {
  const time = timeOf(stretches);
  const layers = stretches.flatMap((stretch) => {
    let y = 0;
    return series.map(({ name, color, valueOf }) => {
      const y1 = y;
      y += valueOf(stretch);
      return { name, color, x1: stretch.from / time.seconds, x2: stretch.to / time.seconds, y1, y2: y };
    });
  });
  const most = Math.max(...layers.map(({ y2 }) => y2));
  const ends = layers.slice(-series.length);
  const names = apart(
    ends.map(({ name, color, y1, y2 }) => ({ name, color, y: (y1 + y2) / 2 })),
    most,
  );
  return {
    ...frame(width, time, yLabel, most),
    marginRight: nameMargin(names),
    marks: [
      ...timeAxes(width, time, yLabel),
      // A line of the ground between the layers: they can be told apart without their colours.
      Plot.rect(
        layers.filter(({ y1, y2 }) => y2 > y1),
        { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'color', insetTop: 1, shapeRendering: 'crispEdges' },
      ),
      Plot.ruleY([0]),
      ...nameMarks(names, time.end),
    ],
  };
}

interface Time {
  readonly name: string;
  readonly seconds: number;
  /** In the unit. */
  readonly end: number;
}

function timeOf(stretches: readonly Stretch[]): Time {
  const end = stretches.at(-1)?.to ?? 0;
  const unit = timeUnit(end);
  return { ...unit, end: end / unit.seconds };
}

function frame(width: Width, time: Time, yLabel: string, most: number): Plot.PlotOptions {
  return {
    width,
    height: HEIGHT,
    ...MARGINS,
    x: { domain: [0, time.end], label: null },
    // Of what never happened the axis would have no length.
    y: { domain: [0, most > 0 ? most : 1], label: yLabel, nice: true },
    color: { type: 'identity' },
  };
}

function timeAxes(width: Width, time: Time, yLabel: string): Plot.Markish[] {
  return axes({ xTicks: width > NARROW ? 8 : 4, xLabel: `${time.name} since the run began`, yLabel });
}

function stepsOf(stretches: readonly Stretch[], valueOf: Series['valueOf'], unit: number): { x: number; y: number }[] {
  return stretches.flatMap((stretch) => {
    const y = valueOf(stretch);
    return [
      { x: stretch.from / unit, y },
      { x: stretch.to / unit, y },
    ];
  });
}

interface EndName {
  readonly name: string;
  readonly color: string;
  readonly y: number;
}

/** Moves names that would stand on one another up or down, in the order of their heights. */
function apart(names: readonly EndName[], most: number): EndName[] {
  const gap = (LINE_PIXELS / (HEIGHT - 72)) * (most > 0 ? most : 1);
  const placed: EndName[] = [];
  for (const name of names.toSorted((a, b) => a.y - b.y)) {
    const below = placed.at(-1);
    placed.push({ ...name, y: below === undefined ? name.y : Math.max(name.y, below.y + gap) });
  }
  // What was pushed over the top comes down again, and pushes down what is below it.
  let top = Math.max(most, 1e-9) + gap / 2;
  return placed
    .toReversed()
    .map(({ name, color, y: wanted }) => {
      const y = Math.min(wanted, top);
      top = y - gap;
      return { name, color, y };
    })
    .toReversed();
}

function nameMargin(names: readonly EndName[]): number {
  return 14 + LETTER_PIXELS * Math.max(0, ...names.map(({ name }) => name.length));
}

function nameMarks(names: readonly EndName[], x: number): Plot.Markish[] {
  return names.map(({ name, color, y }) =>
    Plot.text([name], { x: () => x, y: () => y, dx: 6, textAnchor: 'start', fill: color, fontWeight: 600 }),
  );
}
