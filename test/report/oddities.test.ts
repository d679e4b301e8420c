import assert from 'node:assert/strict';
import test from 'node:test';
import { bySide, bySource } from '../../src/core/fields.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import { oddities } from '../../src/report/oddities.js';
import { textOf } from './text-of.js';

test('counts what was odd, source by source, and names no source in which nothing was', () => {
  const text = textOf(
    oddities({
      ...NO_TOTALS,
      rejects: { ...bySource(() => 0), dataset: 3 },
      gaps: { ...bySide(() => 0), exif: 1200 },
      lost: { ...bySide(() => 0), exif: 1 },
      badItems: { autotags: 5, exif: 0, places: 0 },
      wrongHashes: 7,
      shortIds: 2,
      unread: ['exif'],
      putOff: 4,
    }).markup,
  );
  assert.match(text, /dataset 3 0 0 0 autotags 0 0 0 5 exif 0 1,200 1 0/);
  assert.doesNotMatch(text, /places/);
  for (const sentence of [
    '7 hashes are not of their URL.',
    '2 ids are short',
    'were not read: exif.',
    '4 media are put off',
  ])
    assert.ok(text.includes(sentence), sentence);
});

test('says so where nothing was', () => {
  assert.match(textOf(oddities(NO_TOTALS).markup), /None: every line became a row/);
});
