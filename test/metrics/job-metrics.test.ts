import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { METRICS_PORT, metricsAddress } from '../../src/cli/metrics-flags.js';
import { MOST_HOSTS } from '../../src/metrics/host-names.js';
import { HISTOGRAM_METRICS, VALUE_METRICS } from '../../src/metrics/job-metrics.js';
import { joinDashes } from '../../src/cli/dashes.js';

const ALL = [...VALUE_METRICS, ...HISTOGRAM_METRICS];
const DOCS = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');

/** Names that all clients of Prometheus use, and what comes from Node's. */
const SHARED = /^(process|nodejs)_[a-z_]+$/;

test('names each metric once, with its prefix and unit', () => {
  const names = ALL.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, type, labels, help } of ALL) {
    assert.ok(/^yfcc_[a-z]+(_[a-z]+)*$/.test(name) || SHARED.test(name), name);
    assert.equal(name.endsWith('_total'), type === 'counter', name);
    if (type === 'histogram') assert.match(name, /_seconds$/);
    assert.doesNotMatch(name, /milli|micro|kilo|mega|percent|minutes|hours/);
    assert.ok(labels.every((label) => /^[a-z]+$/.test(label) && !['le', 'instance', 'job'].includes(label)));
    assert.match(help, /^[A-Z0-9].*\.$/);
  }
});

test('has a row of docs/metrics.md for each, in the same order', () => {
  const rows = [...DOCS.matchAll(/^\| `([a-z_]+)` +\| (\w+) +\|(.*?)\|(.*)\|$/gm)].map(
    ([, name, type, labels = '', help = '']) => ({
      name,
      type,
      labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
      help: help.trim(),
    }),
  );
  assert.deepEqual(
    rows,
    ALL.map(({ name, type, labels, help }) => ({ name, type, labels: [...labels], help })),
  );
});

test('has commands and a configuration in docs/metrics.md for where metrics are', () => {
  const commands = [...DOCS.matchAll(/^yfcc run .*$/gm)].map(([command]) => command.replace(/ +#.*/, '').split(' '));
  const addresses = commands.map((words) => {
    const joined = joinDashes(words);
    const valueOf = (flag: string): string | undefined => {
      const at = joined.indexOf(flag);
      const next = joined[at + 1] ?? '';
      return at === -1 ? undefined : next.startsWith('--') ? '' : next;
    };
    const [metrics, metricsHost] = [valueOf('--metrics'), valueOf('--metrics-host')];
    return metricsAddress({
      ...(metrics === undefined ? {} : { metrics }),
      ...(metricsHost === undefined ? {} : { metricsHost }),
    });
  });
  assert.deepEqual(addresses, [
    { host: '127.0.0.1', port: METRICS_PORT },
    { host: '127.0.0.1', port: 9300 },
    { host: '127.0.0.1', port: 0 },
    { host: '0.0.0.0', port: METRICS_PORT },
  ]);
  assert.ok(DOCS.includes(`targets: ['127.0.0.1:${METRICS_PORT}']`));
  assert.ok(DOCS.includes(`the first ${MOST_HOSTS} that are seen`));
});
