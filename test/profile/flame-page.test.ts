import assert from 'node:assert/strict';
import test from 'node:test';
import { flamePage } from '../../src/profile/flame-page.js';
import { samplePage } from './sample-page.js';

/** What is in the elements of a name that are in a part of the page, without their tags. */
function textsOf(html: string, name: string): readonly string[] {
  return partsOf(html, name).map((part) =>
    part
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>'),
  );
}

function partsOf(html: string, name: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<${name}\\b[^>]*>(.*?)</${name}>`, 'gs'))].map(([, part = '']) => part);
}

/** Row by row, the cells of the body of each table. */
function tablesOf(html: string): readonly (readonly (readonly string[])[])[] {
  return partsOf(html, 'tbody').map((body) => partsOf(body, 'tr').map((row) => textsOf(row, 't[hd]')));
}

test('has a table of threads, with all workers as one in front', () => {
  assert.deepEqual(tablesOf(flamePage(samplePage()))[0], [
    ['all-workers', '1.00 s', '75.0%', '40.0%', '30.0%', '0.0%', '0.0%', '0.0%', '5.0%', '25.0%'],
    ['main', '500 ms', '10.0%', '0.0%', '10.0%', '0.0%', '0.0%', '0.0%', '0.0%', '90.0%'],
    ['worker-1', '500 ms', '100.0%', '60.0%', '30.0%', '0.0%', '0.0%', '0.0%', '10.0%', '0.0%'],
    ['worker-2', '500 ms', '50.0%', '20.0%', '30.0%', '0.0%', '0.0%', '0.0%', '0.0%', '50.0%'],
  ]);
});

test('has a table of functions for each thread, the idle time only in its caption', () => {
  const page = flamePage(samplePage());
  assert.deepEqual(textsOf(page, 'caption'), [
    'all-workers: 750 ms of work, 250 ms idle (25.0%)',
    'main: 50.0 ms of work, 450 ms idle (90.0%)',
    'worker-1: 500 ms of work, 0.00 ms idle (0.0%)',
    'worker-2: 250 ms of work, 250 ms idle (50.0%)',
  ]);
  assert.deepEqual(tablesOf(page)[3], [
    ['decodeBlock src/wasm/bzip2/index.ts', '60.0% 300 ms', '60.0% 300 ms'],
    ['<shard> workers/shard.js:5', '30.0% 150 ms', '90.0% 450 ms'],
    ['(garbage collector)', '10.0% 50.0 ms', '10.0% 50.0 ms'],
  ]);
});

test('merges no single worker', () => {
  const { trees, ...rest } = samplePage();
  assert.equal(flamePage({ ...rest, trees: trees.slice(0, 2) }).includes('all-workers'), false);
});

test('gives its script the calls, but for those that would be too narrow to be seen', () => {
  const { trees, ...rest } = samplePage();
  const [main] = trees;
  const [call] = main?.calls ?? [];
  assert.ok(main !== undefined && call !== undefined);
  const narrow = { ...call, name: 'narrow', totalMicros: 9, selfMicros: 9 };
  const page = flamePage({ ...rest, trees: [{ ...main, calls: [call, narrow] }] });
  const [data = ''] = partsOf(page, 'script');
  const run = { name: 'run', place: 'src/jobs/run.js:3', kind: 'engine', value: 50_000, self: 50_000, children: [] };
  const top = { name: 'main', place: '', kind: '', value: 50_000, self: 0, children: [run] };
  assert.deepEqual(JSON.parse(data), [{ name: 'main', top }]);
});

test('says what is missing, and lets no text end an element', () => {
  const scripts = [{ code: "'</script>'", isModule: true }];
  const page = flamePage({ ...samplePage(), notes: ['worker-3 <ended>'], scripts });
  assert.match(page, /<p class="note">worker-3 &lt;ended&gt;<\/p>/);
  assert.equal(partsOf(page, 'script')[1]?.trim(), String.raw`'<\/script>'`);
});

test('asks for nothing outside itself', () => {
  const page = flamePage(samplePage());
  assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
  assert.doesNotMatch(page, /<(?:link|img|iframe)|<script[^>]* src=|url\(|@import/);
});
