/** Plots of trials over their number of threads. */
import * as Plot from '@observablehq/plot';
import { throughput } from '../../tune/scaling-law.js';
import { medianOf, oneThread } from '../trials.js';
import type { ScalabilityLaw, Trial, TrialRun } from '../tune-report.js';
import { axes, MARGINS } from './axes.js';
import { NARROW, type Width } from './draw.js';

interface Trials {
  /** These differ in their threads alone, and have a line. */
  readonly series: readonly Trial[];
  /** Of other settings, as hollow points. */
  readonly others: readonly Trial[];
}

const LAW_STEPS = 60;
const speedOf = (run: TrialRun): number => run.perSecond;

/** Each run a point, a line through the medians, the fitted law dashed, and dotted what it would be if threads cost nothing. */
export function throughputPlot(
  { series, others }: Trials,
  law: ScalabilityLaw | null,
  unit: string,
  width: Width,
): Plot.PlotOptions {
  const most = mostThreads([...series, ...others]);
  const one = oneThread(series, law);
  const greatest = Math.max(...[...series, ...others].flatMap(({ runs }) => runs.map(speedOf)));
  // The ideal line leaves the plot where it is far above all that was measured.
  const top = Math.min(one * most, greatest * 1.25);
  const ideal = Math.min(most, top / one);
  const fitted =
    law === null
      ? []
      : Array.from({ length: LAW_STEPS + 1 }, (_, k) => 1 + ((most - 1) * k) / LAW_STEPS).map((threads) => ({
          threads,
          speed: throughput(law, threads),
        }));
  return {
    ...frame(width, most),
    y: { domain: [0, Math.max(top, greatest)], nice: true, label: `${unit}/s` },
    marks: [
      ...axes({ ...threadAxis(width, most), yLabel: `${unit}/s` }),
      Plot.line(
        [
          { threads: 0, speed: 0 },
          { threads: ideal, speed: one * ideal },
        ],
        {
          x: 'threads',
          y: 'speed',
          stroke: 'var(--soft)',
          strokeDasharray: '1 4',
          strokeLinecap: 'round',
          strokeWidth: 1.5,
        },
      ),
      Plot.line(fitted, {
        x: 'threads',
        y: 'speed',
        stroke: 'var(--orange)',
        strokeDasharray: '5 3',
        strokeWidth: 1.5,
      }),
      ...seriesMarks({ series, others }, speedOf),
      Plot.ruleY([0]),
    ],
  };
}

/** Rows a second of a thread, as a share of those of one alone. */
export function efficiencyPlot(series: readonly Trial[], law: ScalabilityLaw | null, width: Width): Plot.PlotOptions {
  const one = oneThread(series, law);
  const efficiency = (trial: Trial): number => (medianOf(trial, speedOf) / trial.threads / one) * 100;
  const points = series.map((trial) => ({ threads: trial.threads, share: efficiency(trial) }));
  const most = mostThreads(series);
  return {
    ...frame(width, most),
    height: 170,
    y: { domain: [0, Math.max(110, ...points.map(({ share }) => share)) * 1.08], label: '% of one thread' },
    marks: [
      ...axes({ ...threadAxis(width, most), yLabel: '% of one thread', yTicks: [0, 25, 50, 75, 100] }),
      Plot.ruleY([100], { stroke: 'var(--soft)', strokeDasharray: '1 4', strokeLinecap: 'round', strokeWidth: 1.5 }),
      Plot.line(points, { x: 'threads', y: 'share', stroke: 'var(--blue)', strokeWidth: 1.75 }),
      Plot.dot(points, { x: 'threads', y: 'share', fill: 'var(--blue)', r: 3.5 }),
      Plot.text(labelled(points, width / most), {
        x: 'threads',
        y: 'share',
        text: ({ share }: { share: number }) => `${Math.round(share)}%`,
        dy: -12,
        fill: 'var(--ink)',
      }),
      Plot.ruleY([0]),
    ],
  };
}

/** Peak memory of each run, in megabytes, with a line through the medians. */
export function memoryPlot({ series, others }: Trials, width: Width): Plot.PlotOptions {
  const most = mostThreads([...series, ...others]);
  const megabytes = (run: TrialRun): number => run.peakBytes / 1e6;
  return {
    ...frame(width, most),
    y: {
      domain: [0, Math.max(...[...series, ...others].flatMap(({ runs }) => runs.map(megabytes)))],
      nice: true,
      label: 'MB',
    },
    marks: [
      ...axes({ ...threadAxis(width, most), yLabel: 'MB' }),
      ...seriesMarks({ series, others }, megabytes),
      Plot.ruleY([0]),
    ],
  };
}

function seriesMarks({ series, others }: Trials, valueOf: (run: TrialRun) => number): Plot.Markish[] {
  const pointsOf = (trials: readonly Trial[]) =>
    trials.flatMap(({ threads, runs }) => runs.map((run) => ({ threads, value: valueOf(run) })));
  const medians = series.map((trial) => ({ threads: trial.threads, value: medianOf(trial, valueOf) }));
  return [
    Plot.dot(pointsOf(others), { x: 'threads', y: 'value', stroke: 'var(--grey)', r: 3 }),
    Plot.line(medians, { x: 'threads', y: 'value', stroke: 'var(--blue)', strokeWidth: 1.75 }),
    Plot.dot(pointsOf(series), { x: 'threads', y: 'value', fill: 'var(--blue)', fillOpacity: 0.8, r: 3.5 }),
  ];
}

function frame(width: Width, most: number): Plot.PlotOptions {
  return {
    width,
    height: 300,
    ...MARGINS,
    marginRight: 20,
    x: { domain: [0, most], label: null },
  };
}

function threadAxis(width: Width, most: number): { readonly xTicks: number[]; readonly xLabel: string } {
  // Whole threads alone.
  const step = Math.ceil(most / (width > NARROW ? 16 : 8));
  return { xTicks: Array.from({ length: Math.floor(most / step) + 1 }, (_, k) => k * step), xLabel: 'threads' };
}

const LABEL_PIXELS = 34;

/** Those whose labels have room beside the one before. */
function labelled<Point extends { readonly threads: number }>(
  points: readonly Point[],
  pixelsPerThread: number,
): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    if (before === undefined || (point.threads - before.threads) * pixelsPerThread >= LABEL_PIXELS) kept.push(point);
  }
  return kept;
}

function mostThreads(trials: readonly Trial[]): number {
  return Math.max(1, ...trials.map(({ threads }) => threads));
}
