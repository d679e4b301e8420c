import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { LOOPBACK } from '../../src/cli/listen-flags.js';
import { METRICS_FLAGS, METRICS_PORT, metricsAddress } from '../../src/cli/metrics-flags.js';
import { kebab } from '../../src/jobs/check-option.js';

const ADDRESSES = [
  [{}, null],
  [{ metrics: '' }, { host: LOOPBACK, port: METRICS_PORT }],
  [{ metrics: '0' }, { host: LOOPBACK, port: 0 }],
  [
    { metrics: '65535', metricsHost: '::' },
    { host: '::', port: 65_535 },
  ],
  [
    { metrics: ['1', '2'], metricsHost: ['a', 'b'] },
    { host: 'b', port: 2 },
  ],
] as const;

for (const [flags, address] of ADDRESSES) {
  test(`listens for ${JSON.stringify(flags)} at ${JSON.stringify(address)}`, () => {
    assert.deepEqual(metricsAddress(flags), address);
  });
}

const REFUSED = [
  [{ metrics: 'out' }, 'Expected --metrics to be a port from 0 to 65535, or nothing, got out.'],
  [{ metrics: '65536' }, 'Expected --metrics to be a port from 0 to 65535, or nothing, got 65536.'],
  [{ metrics: '-1' }, 'Expected --metrics to be a port from 0 to 65535, or nothing, got -1.'],
  [{ metrics: '1e3' }, 'Expected --metrics to be a port from 0 to 65535, or nothing, got 1e3.'],
  [{ metrics: '', metricsHost: '' }, 'Expected --metrics-host to name an address, got nothing.'],
  [{ metricsHost: '::' }, 'Expected --metrics with --metrics-host, got it alone.'],
] as const;

for (const [flags, message] of REFUSED) {
  test(`refuses ${JSON.stringify(flags)}`, () => {
    assert.throws(() => metricsAddress(flags), { code: 'usage', message });
  });
}

test('has a row of the README for each, with what goes for a default', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const rows = Object.keys(METRICS_FLAGS).map((name) => {
    const row = new RegExp(`^\\| \`--${kebab(name)}[ \`[].*$`, 'm').exec(readme);
    return row?.[0].split('|')[2]?.trim();
  });
  assert.deepEqual(rows, ['', `\`${LOOPBACK}\``]);
  assert.match(readme, new RegExp(`^\\| \`--metrics \\[PORT\\]\`.*\`${METRICS_PORT}\``, 'm'));
});
