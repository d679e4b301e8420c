import assert from 'node:assert/strict';
import test from 'node:test';
import { tunePage } from '../../src/report/tune-page.js';
import { tagsOf } from './tags-of.js';
import { textOf } from './text-of.js';
import { trialOf, tuneReportOf } from './tune-reports.js';

test('begins with the sentence, the flags and what is to be expected of them', () => {
  const text = textOf(tunePage(tuneReportOf()));
  assert.match(text, /The decoders are what it waits for\. The flags to use --threads 8 --shard-rows 10000/);
  for (const fact of [
    'rows a second, at best 56,900',
    'for 100,000,000 rows (50m 00s to 1h 10m) 1h 00m',
    'threads at which it is fastest 31',
    'of 5 settings 15 runs',
  ])
    assert.ok(text.includes(fact), fact);
});

test('says of each plot what it shows', () => {
  const page = tunePage(tuneReportOf());
  const labels = tagsOf(page, 'svg').flatMap(({ role, 'aria-label': label }) => (role === 'img' ? [label] : []));
  assert.deepEqual(
    labels.filter((_, k) => k % 2 === 0),
    [
      'Points and a line of rows a second over threads. Medians: 1 thread 10,000, 2 threads 19,011, 4 threads 34,423, 8 threads 56,899.',
      'Line of efficiency over threads: 1 thread 100%, 2 threads 95%, 4 threads 86%, 8 threads 71%.',
      'Points and a line of peak memory over threads. Medians: 1 thread 200 MB, 2 threads 200 MB, 4 threads 200 MB, 8 threads 200 MB.',
    ],
  );
});

test('has a row of each setting, and no stage that took no time in any', () => {
  const text = textOf(tunePage(tuneReportOf()));
  assert.match(text, /8 threads, 2\.5k rows 4 s 2 s 1 s 0\.5 s/);
  assert.doesNotMatch(text, /media awaited/);
  assert.match(text, /8 2,500 4\.0 MB 56,899 55,761 to 58,606 114 11\.4 200 MB 12%/);
});

test('does without law, prediction and media, of one trial, and of none', () => {
  for (const trials of [[trialOf(2)], []]) {
    const page = tunePage(tuneReportOf({ law: null, prediction: null, trials }));
    assert.doesNotMatch(textOf(page), /NaN|Infinity|undefined|Connections/);
  }
  assert.match(textOf(tunePage(tuneReportOf({ trials: [] }))), /No trial was run\./);
  const media = tuneReportOf({ trials: [trialOf(1, { connections: 16 })] });
  assert.match(textOf(tunePage(media)), /Connections .* 1 10,000 4\.0 MB 16 /);
});
