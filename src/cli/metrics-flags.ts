/** `--metrics` and `--metrics-host`: not of the job, but of how it is told of. */
import type { MetricsAddress } from '../metrics/metrics-server.js';
import { listenFlags, LOOPBACK, type FlagText } from './listen-flags.js';

/**
 * YFCC on a telephone's keys, behind a 1: Prometheus' list of ports for exporters, 9100 to 9999, has no free one left. Below
 * those that Linux hands out by itself.
 */
export const METRICS_PORT = 19_322;

const GROUP = 'Watching the job:';

/** One entry an option, with its flag's text. The port may be left out, so it is a text: none is an empty one. */
export const METRICS_FLAGS = {
  metrics: {
    type: 'string',
    group: GROUP,
    describe: `Metrics for Prometheus at http://${LOOPBACK}:PORT/metrics; ${METRICS_PORT} without a port, 0: any free one`,
  },
  metricsHost: { type: 'string', requiresArg: true, group: GROUP, describe: 'Address at which --metrics listens' },
} as const;

export interface MetricsFlags {
  readonly metrics?: FlagText;
  readonly metricsHost?: FlagText;
}

/** Where to listen; null when nobody asked for metrics. Throws `usage`. */
export function metricsAddress({ metrics, metricsHost }: MetricsFlags): MetricsAddress | null {
  const place = listenFlags('metrics', metrics, metricsHost);
  return place === null ? null : { ...place, port: place.port ?? METRICS_PORT };
}
