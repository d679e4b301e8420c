/** Plots a job over all of its runs. */
import * as Plot from '@observablehq/plot';
import type { JobHistory } from '../run-report.js';
import { timeUnit } from '../stretches.js';
import { axisNumber } from './axis.js';
import { NARROW, type Width } from './draw.js';

/** Rows that are done over the time that it has run; a dashed line is where the last run went on. */
export function historyPlot({ points, before }: JobHistory, width: Width): Plot.PlotOptions {
  const unit = timeUnit(points.at(-1)?.seconds ?? 0);
  const all = [{ x: 0, y: 0 }, ...points.map(({ seconds, rows }) => ({ x: seconds / unit.seconds, y: rows }))];
  return {
    width,
    height: 220,
    marginTop: 32,
    marginLeft: 48,
    marginRight: 16,
    marginBottom: 44,
    y: { nice: true, label: 'rows' },
    marks: [
      Plot.gridY({ ticks: 4, stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.axisY({ ticks: 4, tickSize: 0, label: 'rows', labelArrow: 'none', tickFormat: axisNumber }),
      Plot.axisX({
        ticks: width > NARROW ? 8 : 4,
        label: `${unit.name} that the job has run`,
        labelAnchor: 'center',
        labelOffset: 36,
        labelArrow: 'none',
        tickFormat: axisNumber,
      }),
      Plot.ruleX([before.seconds / unit.seconds], { stroke: 'var(--soft)', strokeDasharray: '4 3' }),
      Plot.lineY(all, { x: 'x', y: 'y', stroke: 'var(--blue)', strokeWidth: 1.75 }),
      Plot.ruleY([0]),
    ],
  };
}
