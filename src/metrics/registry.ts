/**
 * A job's metrics as text, by prom-client, which only this file imports.
 *
 * Counters and gauges are prom-client's own, set anew at each scrape by their `collect`. Its histograms take single
 * observations only, and ours were counted elsewhere, most of them by other threads. What it has for counts from elsewhere is
 * `AggregatorRegistry.aggregate`, made for those of other processes: it takes them as plain objects.
 *
 * Its default metrics are left out: their observers of the event loop and of the garbage collector took 8 ms of CPU a
 * second in a process that did nothing else.
 */
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import { createHostNames } from './host-names.js';
import {
  HISTOGRAM_METRICS,
  VALUE_METRICS,
  type HistogramMetric,
  type Scraped,
  type ValueMetric,
} from './job-metrics.js';
import type { WatchedJob } from './watched-job.js';

export interface MetricsText {
  readonly contentType: string;
  /** The metrics as they are now, in Prometheus' text format. */
  readonly read: () => Promise<string>;
}

/** `look`: what there is to tell at the moment. */
export function createMetricsText(look: () => WatchedJob): MetricsText {
  const registry = new Registry();
  const hostNames = createHostNames();
  const scrape = (): Scraped => {
    const job = look();
    return { job, snapshot: job.snapshot, hosts: hostNames(job.snapshot?.hosts ?? []) };
  };
  // One for all metrics of a scrape, so that they fit each other.
  let scraped = scrape();
  for (const metric of VALUE_METRICS) register(metric, registry, () => scraped);
  return {
    contentType: registry.contentType,
    async read() {
      scraped = scrape();
      const { snapshot } = scraped;
      const values = await registry.metrics();
      if (snapshot === null) return values;
      const histograms = HISTOGRAM_METRICS.map((metric) => plain(metric, snapshot));
      return `${values}\n${await AggregatorRegistry.aggregate([histograms]).metrics()}`;
    },
  };
}

function register({ type, name, help, labels, read }: ValueMetric, registry: Registry, now: () => Scraped): void {
  const settings = { name, help, labelNames: labels, registers: [registry] };
  if (type === 'gauge') {
    const gauge = new Gauge({
      ...settings,
      collect() {
        gauge.reset();
        // One without labels is 0 then, which is not the same as not being there.
        if (labels.length === 0) gauge.remove();
        for (const [own, value] of read(now())) gauge.set(own, value);
      },
    });
  } else {
    const counter = new Counter({
      ...settings,
      collect() {
        counter.reset();
        if (labels.length === 0) counter.remove();
        for (const [own, value] of read(now())) counter.inc(own, value);
      },
    });
  }
}

/** As `getMetricsAsJSON` gives a histogram: a value a range, with the ranges below in it, then sum and count. */
function plain({ type, name, help, read }: HistogramMetric, snapshot: NonNullable<Scraped['snapshot']>): object {
  const values: object[] = [];
  for (const [labels, { bounds, counts, sum }] of read(snapshot)) {
    let below = 0;
    for (const [range, count] of counts.entries()) {
      below += count;
      values.push({ metricName: `${name}_bucket`, labels: { ...labels, le: bounds[range] ?? '+Inf' }, value: below });
    }
    values.push(
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: below },
    );
  }
  return { type, name, help, values, aggregator: 'sum' };
}
