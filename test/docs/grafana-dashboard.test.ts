import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { NO_PROMTOOL, NO_PYTHON, type Exposition } from '../metrics/exposition.js';
import { startScrapedMedia, type ScrapedMedia } from '../metrics/watched-run.js';
import { scratchFolder } from '../whole/scratch.js';
import { makeLines, writeSources } from '../whole/sources.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly description?: string;
  readonly datasource?: object;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly expr: string; readonly datasource: object; readonly refId: string }[];
}

interface Dashboard {
  readonly schemaVersion: number;
  readonly id: null;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[];
  };
}

const read = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
// A parse border: the tests below look at what they use.
const dashboard = JSON.parse(read('grafana-dashboard.json')) as Dashboard;
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const [, questions = ''] = /^```promql\n(.*?)^```/ms.exec(read('metrics.md')) ?? [];
const asked = [...expressions, ...questions.trim().split('\n')];

/** Names of metrics in an expression: what is neither a function, nor a label, nor in quotes. */
function metricsOf(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\{[^}]*\}|\b(by|without|on|ignoring)\s*\([^)]*\)|\[[^\]]*\]/g, ' ');
  return [...bare.matchAll(/\b[a-z][a-z_]*\b(?!\s*\()/gi)].map(([name]) => name).filter((name) => name !== 'Inf');
}

const scratch = await scratchFolder('dashboard');
let media: ScrapedMedia;
let scrape: Exposition = {};
before(async () => {
  if (NO_PYTHON !== false) return;
  media = await startScrapedMedia(new Map());
  const { scrapes } = await media.watch({
    in: writeSources(join(scratch, 'in'), makeLines(40)),
    out: join(scratch, 'out'),
    format: 'jsonl',
    threads: 1,
    media: 'photos',
    mediaUrlTemplate: `${media.origin}/{photo_id}`,
    allowPrivate: true,
  });
  scrape = scrapes.at(-1) ?? {};
});
after(() => media?.close());

test('finds the names of metrics in an expression', () => {
  assert.deepEqual(metricsOf('sum by (le) (rate(a_b{c="d", e=~"f"}[5m])) / on (x) g_total > 0'), ['a_b', 'g_total']);
});

test('asks for what a real scrape has, in the dashboard and in docs/metrics.md', { skip: NO_PYTHON }, () => {
  const there = new Set(Object.values(scrape).flatMap(({ samples }) => samples.map(([name]) => name)));
  // Nothing is unknown at the end, and nothing was put off.
  there.add('yfcc_job_remaining_seconds');
  const names = asked.flatMap(metricsOf);
  assert.ok(names.length > 50, `${names.length}`);
  assert.deepEqual(
    names.filter((name) => !there.has(name)),
    [],
  );
});

test('asks for nearly all that there is', { skip: NO_PYTHON }, () => {
  const names = new Set(expressions.flatMap(metricsOf).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  const left = Object.keys(scrape).filter((name) => !names.has(name));
  assert.deepEqual(left, ['process_start_time_seconds']);
});

test('filters by labels that the metrics have', { skip: NO_PYTHON }, () => {
  const labels = new Set(
    Object.values(scrape).flatMap(({ samples }) => samples.flatMap(([, own]) => Object.keys(own))),
  );
  // Prometheus' own.
  for (const label of ['instance', 'job']) labels.add(label);
  for (const expression of asked)
    for (const [, label = ''] of expression.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)) assert.ok(labels.has(label), expression);
});

test('is written in a way that Prometheus can read', { skip: NO_PROMTOOL }, () => {
  const file = join(scratch, 'rules.json');
  const rules = asked.map((expression, k) => ({
    record: `rule:${k}`,
    expr: expression.replaceAll('$__rate_interval', '1m').replaceAll(/\$(instance|job)/g, '.*'),
  }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
});

test('can be imported: one data source, which is asked for, and variables that are there', () => {
  assert.ok(dashboard.schemaVersion >= 38);
  assert.equal(dashboard.id, null);
  const { list } = dashboard.templating;
  assert.deepEqual(
    list.map(({ name, type }) => [name, type]),
    [
      ['datasource', 'datasource'],
      ['job', 'query'],
      ['instance', 'query'],
    ],
  );
  assert.equal(list[0]?.query, 'prometheus');
  const source = { type: 'prometheus', uid: '${datasource}' };
  for (const { title, datasource, targets = [] } of panels) {
    assert.deepEqual(
      [datasource, ...targets.map((target) => target.datasource)],
      [source, ...targets.map(() => source)],
      title,
    );
    assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length);
  }
  const used = JSON.stringify(dashboard.panels).matchAll(/\$\{?([a-z]\w*)/g);
  const names = new Set(list.map(({ name }) => name));
  for (const [, name = ''] of used) assert.ok(names.has(name), name);
});

test('has a unit and a description for every panel, and a place of its own', () => {
  const places = new Set<string>();
  for (const { id, title, gridPos, fieldConfig, description = '' } of panels) {
    assert.ok(id > 0 && fieldConfig?.defaults.unit, title);
    assert.match(description, /\.$/, title);
    const { x, y, w, h } = gridPos;
    assert.ok(x + w <= 24, title);
    for (let column = x; column < x + w; column += 1)
      for (let row = y; row < y + h; row += 1) {
        assert.ok(!places.has(`${column},${row}`), title);
        places.add(`${column},${row}`);
      }
  }
  assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
});
