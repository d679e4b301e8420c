/** Plots a job over all of its runs. */
import * as Plot from '@observablehq/plot';
import type { JobHistory } from '../run-report.js';
import { timeUnit } from '../stretches.js';
import { axes, MARGINS } from './axes.js';
import { NARROW, type Width } from './draw.js';

/** Rows that are done over the time that it has run; a dashed line is where the last run went on. */
export function historyPlot({ points, before }: JobHistory, width: Width): Plot.PlotOptions {
  const unit = timeUnit(points.at(-1)?.seconds ?? 0);
  const all = [{ x: 0, y: 0 }, ...points.map(({ seconds, rows }) => ({ x: seconds / unit.seconds, y: rows }))];
  return {
    width,
    height: 220,
    ...MARGINS,
    marginRight: 16,
    y: { nice: true, label: 'rows' },
    marks: [
      ...axes({ xTicks: width > NARROW ? 8 : 4, xLabel: `${unit.name} that the job has run`, yLabel: 'rows' }),
      Plot.ruleX([before.seconds / unit.seconds], { stroke: 'var(--soft)', strokeDasharray: '4 3' }),
      Plot.lineY(all, { x: 'x', y: 'y', stroke: 'var(--blue)', strokeWidth: 1.75 }),
      Plot.ruleY([0]),
    ],
  };
}
