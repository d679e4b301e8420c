/** Reads Prometheus' text format with readers that are not ours. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FIXTURES } from '../core/real-rows.js';

const READER = fileURLToPath(new URL('exposition.py', FIXTURES));

/** For the `skip` of tests that need it: false where there is one, else why not. */
export const NO_PYTHON: string | false =
  spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';
export const NO_PROMTOOL: string | false =
  spawnSync('promtool', ['--version']).status === 0 ? false : 'promtool (of the package prometheus) is not installed';

export interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** A value that is not finite is a text. */
  readonly samples: readonly (readonly [
    name: string,
    labels: Readonly<Record<string, string>>,
    value: number | string,
  ])[];
}

export type Exposition = Readonly<Record<string, Family>>;

/** The families of metrics in a text; fails at the first line that is not as the format wants it. */
export function readExposition(text: string): Exposition {
  const { status, stdout, stderr } = spawnSync('python3', [READER], { input: text, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** What promtool finds wrong with a text, names and units included. */
export function promtoolSays(text: string): string {
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  return stdout + stderr;
}

/** The value of each series of a family, by its labels' values with commas. */
export function valuesOf(metrics: Exposition, name: string): Record<string, number | string> {
  const samples = metrics[name]?.samples ?? [];
  return Object.fromEntries(samples.map(([, labels, value]) => [Object.values(labels).join(), value]));
}

/** Every series of counters and histograms: what may never fall. */
export function risingOf(metrics: Exposition): Map<string, number> {
  const rising = new Map<string, number>();
  for (const { type, samples } of Object.values(metrics)) {
    if (type === 'gauge') continue;
    for (const [name, labels, value] of samples) rising.set(`${name}${JSON.stringify(labels)}`, Number(value));
  }
  return rising;
}
