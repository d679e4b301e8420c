/** `--metrics` and `--metrics-host`: not of the job, but of how it is told of. */
import { YfccError } from '../core/errors.js';
import type { MetricsAddress } from '../metrics/metrics-server.js';

/**
 * YFCC on a telephone's keys, behind a 1: Prometheus' list of ports for exporters, 9100 to 9999, has no free one left. Below
 * those that Linux hands out by itself.
 */
export const METRICS_PORT = 19_322;
export const METRICS_HOST = '127.0.0.1';

const GROUP = 'Watching the job:';
const LARGEST_PORT = 65_535;

/** One entry an option, with its flag's text. The port may be left out, so it is a text: none is an empty one. */
export const METRICS_FLAGS = {
  metrics: {
    type: 'string',
    group: GROUP,
    describe: `Metrics for Prometheus at http://${METRICS_HOST}:PORT/metrics; ${METRICS_PORT} without a port, 0: any free one`,
  },
  metricsHost: { type: 'string', requiresArg: true, group: GROUP, describe: 'Address at which --metrics listens' },
} as const;

/** As they were given; of several values the last counts. */
export interface MetricsFlags {
  readonly metrics?: string | readonly string[] | undefined;
  readonly metricsHost?: string | readonly string[] | undefined;
}

/**
 * Where to listen; null when nobody asked for metrics.
 * @throws YfccError `usage` for what is no port, and for a host without `--metrics`
 */
export function metricsAddress(flags: MetricsFlags): MetricsAddress | null {
  const port = [flags.metrics].flat().at(-1);
  const host = [flags.metricsHost].flat().at(-1);
  if (port === undefined) {
    if (host === undefined) return null;
    throw new YfccError('usage', 'Expected --metrics with --metrics-host, got it alone.');
  }
  const number = port === '' ? METRICS_PORT : Number(port);
  if (!/^\d*$/.test(port) || number > LARGEST_PORT)
    throw new YfccError('usage', `Expected --metrics to be a port from 0 to ${LARGEST_PORT}, or nothing, got ${port}.`);
  if (host === '') throw new YfccError('usage', 'Expected --metrics-host to name an address, got nothing.');
  return { host: host ?? METRICS_HOST, port: number };
}
