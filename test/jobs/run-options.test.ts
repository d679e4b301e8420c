import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import test from 'node:test';
import { DASHBOARD_FLAGS } from '../../src/cli/dashboard-flags.js';
import { RUN_FLAGS } from '../../src/cli/run-flags.js';
import { SOURCES } from '../../src/core/fields.js';
import { kebab } from '../../src/jobs/check-option.js';
import { resolveRunOptions, RUN_BOUNDS, RUN_DEFAULTS, type RunOptions } from '../../src/jobs/run-options.js';

const LEAST: RunOptions = { dataset: 'd', out: 'o' };

test('fills in the defaults', () => {
  const resolved = resolveRunOptions(LEAST);
  const expected = {
    ...RUN_DEFAULTS,
    in: null,
    files: { dataset: ['d'] },
    out: resolve('o'),
    store: resolve('o', '.yfcc.store'),
    range: { from: 0, to: Infinity },
  };
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(Reflect.get(resolved, name), value, name);
});

test('takes what is given, and an option that is undefined for one that is not', () => {
  const given = {
    in: 'i',
    exif: 'e',
    out: '/o',
    format: 'jsonl',
    gzip: true,
    threads: 3,
    lines: '5..',
    limit: 10,
  } as const;
  // @ts-expect-error what a caller without types may hand over
  const resolved = resolveRunOptions({ ...given, schema: undefined });
  assert.deepEqual(
    [resolved.in, resolved.files, resolved.out, resolved.format, resolved.gzip, resolved.threads, resolved.schema],
    ['i', { exif: ['e'] }, '/o', 'jsonl', true, 3, 'full'],
  );
  assert.deepEqual(resolved.range, { from: 5, to: 15 });
});

const RANGES = [
  [{ limit: 7 }, 0, 7],
  [{ lines: '10..20', limit: 7 }, 10, 17],
  [{ lines: '10..20', limit: 70 }, 10, 20],
  [{ lines: '..20' }, 0, 20],
] as const;

for (const [options, from, to] of RANGES) {
  test(`takes the rows ${from} to ${to} for ${JSON.stringify(options)}`, () => {
    assert.deepEqual(resolveRunOptions({ ...LEAST, ...options }).range, { from, to });
  });
}

for (const format of ['parquet', 'csv', 'webdataset', 'sqlite'] as const) {
  test(`takes media with ${format}`, () => {
    assert.equal(resolveRunOptions({ ...LEAST, format, media: 'all' }).media, 'all');
  });
}

/** What options of pictures need beside them. */
const OF_PICTURES: RunOptions = { ...LEAST, media: 'photos', encode: 'webp' };

for (const [name, [least, greatest]] of Object.entries(RUN_BOUNDS)) {
  const flag = `--${kebab(name)}`;
  const span = greatest === Infinity ? `of ${least} or more` : `from ${least} to ${greatest}`;

  test(`takes ${flag} ${span}`, () => {
    for (const value of [least, greatest])
      assert.equal(Reflect.get(resolveRunOptions({ ...OF_PICTURES, [name]: value }), name), value);
  });

  test(`refuses ${flag} that is not an integer ${span}`, () => {
    const beyond = greatest === Infinity ? [] : [greatest + 1, Infinity];
    for (const value of [least - 1, -Infinity, least + 0.5, NaN, '5', null, [], ...beyond]) {
      assert.throws(() => resolveRunOptions({ ...LEAST, [name]: value }), {
        code: 'usage',
        message: `Expected ${flag} to be an integer ${span}, got ${String(value)}.`,
      });
    }
  });
}

const FIELDS =
  'line_number, photo_id, photo_hash, user_id, user_nickname, date_taken, date_uploaded, capture_device, title, description, user_tags, machine_tags, longitude, latitude, pos_accuracy, url_show, url_get, license_name, license_url, server_id, farm_id, photo_secret, photo_secret_orig, photo_ext, photo_or_video, kind, url_path';

const REFUSED = [
  [{ shardRow: 5 }, 'Expected only known options, got `shardRow`.'],
  [{ 'shard-rows': 5 }, 'Expected only known options, got `shard-rows`.'],
  [{ constructor: 5 }, 'Expected only known options, got `constructor`.'],
  [{ format: 'xml' }, 'Expected --format to be one of files, jsonl, parquet, csv, webdataset, sqlite, got xml.'],
  [{ format: 'parquet', schema: 'article' }, 'Expected --schema full with --format parquet, got article.'],
  [{ format: 'csv', schema: 'article' }, 'Expected --schema full with --format csv, got article.'],
  [{ format: 'sqlite', schema: 'article' }, 'Expected --schema full with --format sqlite, got article.'],
  [{ shardBytes: 1000 }, 'Expected --shard-bytes to be 0 or at least 1048576, got 1000.'],
  [{ format: 'webdataset', schema: 'article' }, 'Expected --schema full with --format webdataset, got article.'],
  [
    { format: 'sqlite', media: 'photos', retry: ['failed'] },
    'Expected --retry and --recheck with files that can be written anew, got --format sqlite.',
  ],
  [{ format: 'parquet', gzip: true }, 'Expected --format jsonl with --gzip, got parquet.'],
  [{ schema: 'Full' }, 'Expected --schema to be one of full, article, got Full.'],
  [{ media: true }, 'Expected --media to be one of none, photos, videos, all, got true.'],
  [{ decoder: 'fast' }, 'Expected --decoder to be one of parallel, serial, got fast.'],
  [{ out: '' }, 'Expected --out to name a folder, got nothing.'],
  [{ out: undefined }, 'Expected --out to name a folder, got nothing.'],
  [{ in: '' }, 'Expected --in to name a folder, got nothing.'],
  [{ exif: '' }, 'Expected --exif to name a file, got nothing.'],
  [{ dataset: ['d', ''] }, 'Expected --dataset to name a file, got nothing.'],
  [{ dataset: '' }, 'Expected --dataset to name a file, got nothing.'],
  [{ dataset: undefined }, 'Expected --in or --dataset, got neither.'],
  [{ dataset: undefined, exif: 'e' }, 'Expected --in or --dataset, got neither.'],
  [{ resume: true, overwrite: true }, 'Expected one of --resume and --overwrite, got both.'],
  [{ dataset: '-', exif: '-' }, 'Expected - (standard input) for one source, got it for dataset and exif.'],
  [{ dataset: ['a', '-'] }, 'Expected - (standard input) alone for --dataset, got a, -.'],
  [
    { exif: '-', resume: true },
    "Expected a file for --exif with --resume, got standard input, which can't be gone on with.",
  ],
  [{ gzip: true }, 'Expected --format jsonl with --gzip, got files.'],
  [{ resolve: ['host:80'] }, 'Expected `resolve` to be host:port:address, got `host:80`.'],
  [{ resize: 256 }, 'Expected --media photos or all with --resize, got none.'],
  [{ encode: 'gif' }, 'Expected --encode to be one of jpeg, webp, avif, png, got gif.'],
  [{ lines: '5' }, 'Expected --lines to be A..B with line numbers from 0, such as 0..40000000, got 5.'],
  [{ lines: '5..5' }, 'Expected --lines A..B with A below B, got 5..5.'],
  [
    { mediaUrlTemplate: 'ftp://a/{photo_id}' },
    'Expected a URL template that begins with http:// or https://, got `ftp://a/{photo_id}`.',
  ],
  [
    { mediaUrlTemplate: 'http://a/{photo}' },
    `Expected --media-url-template to name fields of a record (${FIELDS}), got {photo}.`,
  ],
  [
    { mediaUrlTemplate: 'http://a/{h3-0}' },
    'Expected {field} or {h0-3} in the URL template, got `{h3-0}` in `http://a/{h3-0}`.',
  ],
  [{ allowHost: ['*'] }, 'Expected --allow-host to be a name, *.name or an address, and :port or not, got *.'],
  [{ userAgent: 'a\nb' }, 'Expected --user-agent without control characters, got "a\\nb".'],
] as const;

for (const [options, message] of REFUSED) {
  test(`refuses ${JSON.stringify(options)}`, () => {
    // @ts-expect-error what a caller without types, or the command line, may hand over
    assert.throws(() => resolveRunOptions({ ...LEAST, ...options }), { code: 'usage', message });
  });
}

/** Of another type than the option's: what JSON, or a caller without types, may well have there. */
const WRONG_TYPES = [
  [{ gzip: 'no', format: 'jsonl' }, 'Expected --gzip to be true or false, got no.'],
  [{ resume: 'false' }, 'Expected --resume to be true or false, got false.'],
  [{ overwrite: 1 }, 'Expected --overwrite to be true or false, got 1.'],
  [{ allowPrivate: null }, 'Expected --allow-private to be true or false, got null.'],
  [{ sample: '1' }, 'Expected --sample to be a number, got 1.'],
  [{ imageFacts: 1 }, 'Expected --image-facts to be true or false, got 1.'],
  [{ lines: 5 }, 'Expected --lines to be a text, got 5.'],
  [{ userAgent: ['me'] }, 'Expected --user-agent to be a text, got ["me"].'],
  [{ mediaUrlTemplate: false }, 'Expected --media-url-template to be a text, got false.'],
  [{ resolve: 'host:80:127.0.0.1' }, 'Expected --resolve to be a list of texts, got host:80:127.0.0.1.'],
  [{ resolve: ['host:80:127.0.0.1', 5] }, 'Expected --resolve to be a list of texts, got ["host:80:127.0.0.1",5].'],
  [{ out: 5 }, 'Expected --out to name a folder, got 5.'],
  [{ out: null }, 'Expected --out to name a folder, got null.'],
  [{ in: {} }, 'Expected --in to name a folder, got {}.'],
  [{ dataset: 5 }, 'Expected --dataset to name a file, got 5.'],
  [{ exif: [5] }, 'Expected --exif to name a file, got 5.'],
  [{ exif: [] }, 'Expected --exif to name a file, got [].'],
] as const;

for (const [options, message] of WRONG_TYPES) {
  test(`refuses ${JSON.stringify(options)}, which is of another type`, () => {
    // @ts-expect-error see above
    assert.throws(() => resolveRunOptions({ ...LEAST, ...options }), { code: 'usage', message });
  });
}

for (const template of [
  'http://m/{photo_id}.jpg',
  'https://m/{h0-3}/{h3-6}/{photo_hash}.jpg',
  'http://m{url_path}',
  'http://m/{kind}',
]) {
  test(`takes the template ${template}`, () => {
    assert.equal(resolveRunOptions({ ...LEAST, mediaUrlTemplate: template }).mediaUrlTemplate, template);
  });
}

const NEEDED = ['in', 'out', ...SOURCES];
const NAMES = [...NEEDED, ...Object.keys(RUN_DEFAULTS)].toSorted();

/** A default as README and doc comments write it. */
function told(name: string): string {
  if (name === 'threads') return 'the number of cores';
  const [, value = ''] = Object.entries(RUN_DEFAULTS).find(([option]) => option === name) ?? [];
  return typeof value === 'object' ? '' : String(value);
}

test('has a flag for every option', () => {
  assert.deepEqual(Object.keys(RUN_FLAGS).toSorted(), NAMES);
});

test('has a check for every number', () => {
  // Not whole: their checks are the filter's and the pictures'.
  const fractions = new Set(['sample', 'maxAspectRatio']);
  const numbers = Object.entries(RUN_DEFAULTS).filter(
    ([name, value]) => typeof value === 'number' && !fractions.has(name),
  );
  assert.deepEqual(Object.keys(RUN_BOUNDS).toSorted(), numbers.map(([name]) => name).toSorted());
});

test('has a row of the README for every option, with its default', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  // Its first table of options is that of `yfcc run`: | `--shard-rows N` | `10000` | ...
  const [, table = ''] = /\n\| option +\|.*\n\| -+ .*\n((?:\|.*\n)+)/.exec(readme) ?? [];
  const rows = [...table.matchAll(/^\| `--([a-z0-9-]+)[^`]*` +\| `?([^`|]*?)`? +\|/gm)].map(
    ([, flag = '', fallback = '']) => [flag, fallback.trim()],
  );
  // Not of the job, but of how it is told of.
  const others = new Set(['log', ...Object.keys(DASHBOARD_FLAGS).map(kebab)]);
  const options = Object.fromEntries(rows.filter(([flag = '']) => !others.has(flag)));
  assert.deepEqual(options, Object.fromEntries(NAMES.map((name) => [kebab(name), told(name)])));
});

test('has a doc comment for every option, with its default', () => {
  const bodyOf = (file: string, name: string): string => {
    const source = readFileSync(new URL(`../../../src/jobs/${file}.ts`, import.meta.url), 'utf8');
    const body = new RegExp(`export interface ${name}[^{]* \\{\\n([^}]*(?:\\{[^}\\n]*\\}[^}]*)*)\\n\\}`).exec(source);
    return body?.[1] ?? '';
  };
  const body =
    bodyOf('run-options', 'RunOptions') +
    bodyOf('filter-options', 'FilterOptions') +
    bodyOf('media-options', 'MediaOptions') +
    bodyOf('image-options', 'ImageOptions') +
    bodyOf('s3-options', 'S3Options');
  const documented = [...body.matchAll(/@default (.*?) \*\/\n {2}readonly (\w+)\?/g)].map(
    ([, text = '', name = '']) => [name, text.replaceAll("'", '').replace(/ \(.*\)$/, '')],
  );
  const expected = Object.keys(RUN_DEFAULTS).map((name) => [
    name,
    told(name).replace(/ \(.*\)$/, '') || (Array.isArray(RUN_DEFAULTS[name as keyof typeof RUN_DEFAULTS]) ? '[]' : ''),
  ]);
  assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(expected));
});
