import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { articleJson, type ArticleLines } from '../../src/core/article.js';
import { COLUMNS } from '../../src/core/fields.js';
import { urlHash } from '../../src/core/hash.js';
import { metaPath } from '../../src/core/output-path.js';
import { noTroubles } from '../../src/core/record.js';
import { oddDatasetLine, oddId, oddItems } from './odd-lines.js';
import { FIXTURES, REAL_ITEMS, realDatasetLines, rowOf } from './real-rows.js';

const SCRIPT = fileURLToPath(new URL('article.py', FIXTURES));
const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';
const folder = mkdtempSync(join(tmpdir(), 'yfcc-article-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs the script over lines that have all four parts; gives back what it printed. */
function runScript(all: readonly ArticleLines[], ...options: readonly string[]): string {
  const paths = (['dataset', 'autotags', 'exif', 'places'] as const).map((source) => {
    const path = join(folder, source);
    writeFileSync(path, all.map((lines) => `${lines[source] ?? ''}\n`).join(''), 'latin1');
    return path;
  });
  const { status, stdout, stderr } = spawnSync('python3', [SCRIPT, ...paths, ...options], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout;
}

function pick(items: readonly string[], at: number): string {
  return items[at % items.length] ?? '';
}

/** Real rows in the 25-column form, each with real items. */
function realLinesOf25(): readonly ArticleLines[] {
  return realDatasetLines().map((line, at) => {
    const { columns, photoId, cells } = rowOf(line);
    const dataset =
      columns === 25 ? line : [at, photoId, urlHash(cells[COLUMNS.url_get] ?? ''), ...cells.slice(3)].join('\t');
    return {
      dataset,
      photoId,
      autotags: `${photoId}\t${pick(REAL_ITEMS.autotags, at)}`,
      places: `${photoId}\t${pick(REAL_ITEMS.places, at)}`,
      exif: `${photoId}\t${pick(REAL_ITEMS.exif, at)}`,
    };
  });
}

/** Odd lines whose ids the script can still see: with something in front of the dataset's and nothing before the others'. */
const oddLines: fc.Arbitrary<ArticleLines> = oddId.chain((photoId) => {
  const side = fc.oneof(
    fc.constantFrom(photoId, ` ${photoId}\t`),
    oddItems.map((items) => `${photoId}\t${items}`),
  );
  const dataset = oddDatasetLine(photoId).map((line) => {
    const is23 = line.startsWith(`${photoId}\t`) && line.split('\t').length === 23;
    return is23 ? `5\t${line}` : line.replace(/^[^\t]*/, '6639');
  });
  return fc.record({ dataset, photoId: fc.constant(photoId), autotags: side, places: side, exif: side });
});

test("equals the article's script byte for byte on real rows", { skip }, () => {
  const all = realLinesOf25();
  const frames = runScript(all, '--framed').split('\x1e');
  assert.equal(frames.pop(), '');
  assert.deepEqual(
    all.map((lines) => articleJson(lines, noTroubles())),
    frames,
  );
});

test("equals the article's script byte for byte on odd rows", { skip }, () => {
  const all = fc.sample(oddLines, { numRuns: 1500, seed: 20170401 });
  const frames = runScript(all, '--framed', '--skip-bad-items').split('\x1e');
  assert.equal(frames.length, all.length + 1);
  all.forEach((lines, at) => assert.equal(articleJson(lines, noTroubles()), frames[at], JSON.stringify(lines)));
});

test("equals the files of the article's tree", { skip }, () => {
  const all = realLinesOf25().slice(0, 3);
  for (const option of [[], ['--mkdir-subprocess']]) {
    const out = mkdtempSync(join(folder, 'out-'));
    runScript(all, '--out', out, ...option);
    for (const lines of all) {
      assert.equal(readFileSync(join(out, metaPath(lines.photoId)), 'utf8'), articleJson(lines, noTroubles()));
    }
  }
});

test('has a key only for a part that has items', () => {
  const nothing = { dataset: '5\t1234', photoId: '1234', autotags: null, places: null, exif: null };
  const cases: [string, Partial<ArticleLines>, string][] = [
    ['no part', {}, '{}'],
    ['rows with nothing known', { autotags: '1234\t', places: '1234', exif: '1234\t \r' }, '{}'],
    ['an empty second part', { autotags: '1234\t\tsky:0.5' }, '{}'],
    ['one item', { exif: '1234\ta:b:c' }, '{\n    "EXIF": {\n        "a": "b"\n    }\n}'],
    ['no item left', { places: '1234\ta,b' }, '{\n    "places": {}\n}'],
  ];
  for (const [name, lines, json] of cases) {
    assert.equal(articleJson({ ...nothing, ...lines }, noTroubles()), json, name);
  }
});

test('has othermeta only for a row of 25 columns', () => {
  const [line23 = ''] = realDatasetLines();
  const line25 = realDatasetLines().at(-1) ?? '';
  const nothing = { autotags: null, places: null, exif: null };
  assert.equal(articleJson({ dataset: line23, photoId: '1438150614', ...nothing }, noTroubles()), '{}');

  const json = articleJson({ dataset: line25, photoId: '6162540254', ...nothing }, noTroubles());
  // A parse border: the shape is what this test is about.
  const { othermeta }: { othermeta: Record<string, string> } = JSON.parse(json);
  const names = Object.keys(othermeta);
  assert.equal(names.length, 23);
  assert.deepEqual(names, [...names].sort());
  assert.equal(othermeta['photo_hash'], '4ccb23d8746b8d9d76ffd603fc7988');
  assert.equal(othermeta['photo_or_video'], '0');
});

test('counts items without a colon and short ids', () => {
  const troubles = noTroubles();
  const sides = { autotags: '123\tsky,sea:0.5', places: '123\tx,,y', exif: '123\ta.b:c' };
  articleJson({ dataset: '5\t123', photoId: '123', ...sides }, troubles);
  articleJson({ dataset: '6\t1234', photoId: '1234', autotags: null, places: null, exif: null }, troubles);
  assert.deepEqual(troubles, { badItems: { autotags: 1, exif: 0, places: 3 }, shortIds: 1 });
});
