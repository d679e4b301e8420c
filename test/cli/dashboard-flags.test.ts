import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import yargs from 'yargs';
import { DASHBOARD_FLAGS, dashboardPlace, type DashboardFlags } from '../../src/cli/dashboard-flags.js';
import { readRunFlags } from '../../src/cli/quick-run.js';
import { runCommand } from '../../src/cli/run-command.js';
import { kebab } from '../../src/jobs/check-option.js';
import { catContext } from './cat-context.js';

const HERE = '127.0.0.1';

const PLACES: readonly (readonly [DashboardFlags, ReturnType<typeof dashboardPlace>])[] = [
  [{}, null],
  [{ dashboard: '' }, { port: null, host: HERE }],
  [{ dashboard: '0' }, { port: 0, host: HERE }],
  [{ dashboard: '65535' }, { port: 65_535, host: HERE }],
  [{ dashboard: ['', '8100'] }, { port: 8100, host: HERE }],
  [
    { dashboard: '', dashboardHost: ['a', '::'] },
    { port: null, host: '::' },
  ],
];

for (const [flags, place] of PLACES) {
  test(`makes of ${JSON.stringify(flags)} ${JSON.stringify(place)}`, () =>
    assert.deepEqual(dashboardPlace(flags), place));
}

const REFUSED: readonly (readonly [DashboardFlags, string])[] = [
  [{ dashboard: '65536' }, 'Expected --dashboard to be a port from 0 to 65535, or nothing, got 65536.'],
  [{ dashboard: '-1' }, 'Expected --dashboard to be a port from 0 to 65535, or nothing, got -1.'],
  [{ dashboard: 'out' }, 'Expected --dashboard to be a port from 0 to 65535, or nothing, got out.'],
  [{ dashboardHost: '::1' }, 'Expected --dashboard with --dashboard-host, got it alone.'],
  [{ dashboard: '', dashboardHost: '' }, 'Expected --dashboard-host to name an address, got nothing.'],
];

for (const [flags, message] of REFUSED) {
  test(`refuses ${JSON.stringify(flags)}`, () =>
    assert.throws(() => dashboardPlace(flags), { code: 'usage', message }));
}

const WORDS: readonly (readonly [readonly string[], ReturnType<typeof dashboardPlace>])[] = [
  [['--dashboard'], { port: null, host: HERE }],
  [['--dashboard', '--threads', '2'], { port: null, host: HERE }],
  [['--dashboard', '0'], { port: 0, host: HERE }],
  [['--dashboard=8100', '--dashboard-host', '::1'], { port: 8100, host: '::1' }],
  [['--threads', '2'], null],
];

for (const [words, place] of WORDS) {
  test(`reads ${words.join(' ')} alike with yargs, and without where that can`, async () => {
    const { builder } = runCommand(catContext().context, false);
    assert.ok(typeof builder === 'function');
    const parser = yargs([]).exitProcess(false).fail(false).strict();
    await builder(parser);
    assert.deepEqual(dashboardPlace((await parser.parseAsync([...words])) as DashboardFlags), place);
    const quick = readRunFlags(['run', ...words]);
    if (quick !== null) assert.deepEqual(dashboardPlace(quick), place);
  });
}

test('has a row of the README for each', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  for (const name of Object.keys(DASHBOARD_FLAGS))
    assert.match(readme, new RegExp(`^\\| \`--${kebab(name)}[ \`]`, 'm'));
});
