import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { PART_SOURCES } from '../../src/core/fields.js';
import type { FullRecord } from '../../src/core/record.js';
import type { Reject } from '../../src/core/reject.js';
import { inputWith, runOn } from './odd-input.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources, type Lines } from './sources.js';
import { recordText, rejectLines } from './tree.js';

const scratch = await scratchFolder('bad-line');
const ROWS = 400;

describe('a line that is no row is a reject with its source and number, and the job goes on', () => {
  const [row = ''] = makeLines(1).dataset;
  const binary = (random = seededRandom(7)): string =>
    Array.from({ length: 3000 }, () => String.fromCharCode(random(256)))
      .join('')
      .replaceAll('\n', '\r');
  const withId = (id: string): string => row.replace(/\t\d+/, `\t${id}`);
  const dataset: Readonly<Record<string, string>> = {
    'three columns': 'a\tb\tc',
    'no column': '',
    'one TAB': '\t',
    '24 columns': row.split('\t').slice(1).join('\t'),
    '26 columns': `${row}\t`,
    'binary garbage': binary(),
    zeros: '\0'.repeat(5000),
    'a path as id': withId('../../etc/passwd'),
    'an absolute path as id': withId('/etc/passwd'),
    'dots as id': withId('..'),
    'a negative id': withId('-1'),
    'an id of 21 digits': withId('1'.repeat(21)),
    'no id': withId(''),
    'digits of another script as id': withId('\u00d9\u00a1\u00d9\u00a2'),
    'a marker that is neither 0 nor 1': row.replace(/.$/, '2'),
    'a line over the cap': `${row}${'x'.repeat(5000)}`,
    'a line of many slabs': `${row}${'x'.repeat(3_000_000)}`,
  };
  const side: Readonly<Record<string, string>> = {
    'no TAB': 'dune:0.5100',
    nothing: '',
    'binary garbage': binary(),
    'a path as id': '../../etc/passwd\tdune:0.5100',
    'a line over the cap': `${idOf(0)}\t${'x'.repeat(5000)}`,
    'a line of many slabs': `${idOf(1)}\t${'x'.repeat(3_000_000)}`,
  };
  // All in one job: the bad lines of the dataset first, at the end and in between, those of the side files behind.
  const datasetAt = (k: number): number => Math.floor((k * (ROWS - 101)) / (Object.keys(dataset).length - 1));
  const sideAt = (k: number): number => ROWS - 100 + 7 * k;
  let rejects: readonly Reject[] = [];
  let out = '';
  let code: number | null = null;

  before(async () => {
    const run = await runOn(
      scratch,
      (input) => {
        const lines: Lines = makeLines(ROWS);
        for (const [k, line] of Object.values(dataset).entries()) lines.dataset[datasetAt(k)] = line;
        lines.dataset[ROWS - 1] = 'the last line';
        for (const source of PART_SOURCES) {
          for (const [k, line] of Object.values(side).entries()) lines[source][sideAt(k)] = line;
        }
        return ['--in', writeSources(input, lines)];
      },
      '--max-line-bytes',
      '4096',
    );
    ({ out } = run);
    ({ code } = run.ended);
    rejects = rejectsOf(out);
  });

  it('and the command ends with exit code 1', () => {
    assert.equal(code, 1);
  });

  const datasetCases = [
    ...Object.entries(dataset).map(([name, line], k) => ({ name, line, at: datasetAt(k) })),
    { name: 'the last line', line: 'the last line', at: ROWS - 1 },
  ];
  for (const { name, line, at } of datasetCases) {
    it(`of the dataset, line ${at}: ${name}`, () => {
      const [found, ...others] = rejects.filter((reject) => reject.source === 'dataset' && reject.line === at);
      assert.equal(found?.text, line.slice(0, 200));
      assert.match(found.reason, /^Expected .+, got /);
      assert.deepEqual(others, []);
    });
  }

  for (const [k, [name, line]] of Object.entries(side).entries()) {
    it(`of a side file, line ${sideAt(k)}: ${name}`, () => {
      const found = rejects.filter((reject) => reject.source !== 'dataset' && reject.line === sideAt(k));
      assert.deepEqual(new Set(found.map(({ source }) => source)), new Set(PART_SOURCES));
      for (const { text } of found) assert.equal(text, line.slice(0, 200));
    });
  }

  it('every other row is a record, with the parts that bear its id', () => {
    const records = recordText(out).trimEnd().split('\n');
    const bad = new Set(datasetCases.map(({ at }) => at));
    const whole = Array.from({ length: ROWS }, (_, row) => row).filter((row) => !bad.has(row));
    const badSides = new Set(Object.keys(side).map((_, k) => sideAt(k)));
    assert.equal(records.length, whole.length);
    for (const [k, row] of whole.entries()) {
      // A parse border: the engine writes records and nothing else.
      const { photo_id, autotags, places, exif } = JSON.parse(records[k] ?? '') as FullRecord;
      assert.equal(photo_id, idOf(row));
      for (const part of [autotags, places, exif]) assert.equal(part === null, badSides.has(row), `row ${row}`);
    }
  });

  it('everything is binary garbage', { timeout: 30_000 }, async () => {
    const { ended, out } = await runOn(
      scratch,
      inputWith('yfcc100m_dataset', Buffer.from(`${binary()}\n`.repeat(50), 'latin1')),
    );
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(rejectsOf(out).length, 50);
    assert.equal(recordText(out), '');
  });

  it('--max-rejects says how many still give exit code 0', { timeout: 30_000 }, async () => {
    for (const [limit, code] of [
      ['1', 1],
      ['2', 0],
    ] as const) {
      const { ended } = await runOn(scratch, inputWith('yfcc100m_dataset', `a\nb\n${row}\n`), '--max-rejects', limit);
      assert.equal(ended.code, code, ended.stderr);
    }
  });
});

function rejectsOf(out: string): readonly Reject[] {
  // A parse border: the engine writes rejects and nothing else there.
  return rejectLines(out).map((line) => JSON.parse(line) as Reject);
}
