/** The axes that all plots have, and the room they take. */
import * as Plot from '@observablehq/plot';
import { axisNumber } from './short-number.js';

/** Of three sides; what is on the right is the plot's. */
export const MARGINS = { marginTop: 32, marginLeft: 48, marginBottom: 44 } as const;

interface Axes {
  /** How many, or where. */
  readonly xTicks: number | number[];
  readonly xLabel: string;
  /** With its unit. */
  readonly yLabel: string;
  /** @default 4 */
  readonly yTicks?: number | number[];
}

/** With a line across the plot at each number of the upright one. */
export function axes({ xTicks, xLabel, yLabel, yTicks = 4 }: Axes): Plot.Markish[] {
  return [
    Plot.gridY({ ticks: yTicks, stroke: 'var(--line)', strokeOpacity: 1 }),
    Plot.axisY({ ticks: yTicks, tickSize: 0, label: yLabel, labelArrow: 'none', tickFormat: axisNumber }),
    Plot.axisX({
      ticks: xTicks,
      label: xLabel,
      labelAnchor: 'center',
      labelOffset: 36,
      labelArrow: 'none',
      tickFormat: axisNumber,
    }),
  ];
}
