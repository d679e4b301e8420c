import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { DATABASE_NAME } from '../../src/core/database-names.js';
import { OFFICIAL_COLUMNS } from '../../src/core/official-columns.js';
import type { FullRecord } from '../../src/core/record.js';
import { NO_PYTHON_SQLITE, runSqlite } from '../sinks/read-sqlite.js';
import { startYfcc, yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { writeSources } from './sources.js';
import { job, parsed, records, ROWS, writeInput } from './sqlite-jobs.js';
import { filesOf, recordText } from './tree.js';

const scratch = await scratchFolder('sqlite-source');
const input = join(scratch, 'in');
const text = join(input, 'yfcc100m_dataset');
const database = join(scratch, 'sqlite', DATABASE_NAME);
const lines = writeInput(input);

/** The rows that are rows. */
const sound = (): readonly string[] => lines.dataset.filter((line) => line.includes('\t'));
const TIMEOUT = { timeout: 60_000 };
const NEEDS_PYTHON = { ...TIMEOUT, skip: NO_PYTHON_SQLITE };

before(async () => {
  writeFileSync(join(scratch, 'sound'), `${sound().join('\n')}\n`, 'latin1');
  await job(['--in', input], join(scratch, 'sqlite'), '--format', 'sqlite');
});

/** A database as others would make it: every cell a text, in a table without types. */
function textDatabase(name: string, rows: readonly string[]): string {
  const file = join(scratch, name);
  const names = Object.keys(OFFICIAL_COLUMNS).join(', ');
  const values = rows.map(
    (row) =>
      `(${row
        .split('\t')
        .map((cell) => `'${cell.replaceAll("'", "''")}'`)
        .join(', ')})`,
  );
  runSqlite(
    file,
    `CREATE TABLE yfcc100m_dataset (${names}); INSERT INTO yfcc100m_dataset VALUES ${values.join(',\n')};`,
  );
  return file;
}

describe('a SQLite database as the dataset', () => {
  it('gives the records of the text that it was made from', TIMEOUT, async () => {
    const expected = await records(['--dataset', text], join(scratch, 'text'));
    const came = await records(['--dataset', database], join(scratch, 'again'));
    assert.deepEqual(parsed(came).map(withoutNotation), parsed(expected).map(withoutNotation));
  });

  it('gives the very bytes where its cells are text', NEEDS_PYTHON, async () => {
    const file = textDatabase('text.sql', sound());
    for (const range of ['..', '0..1', '300..900', '1234..', `${ROWS - 2}..`]) {
      const expected = await records(
        ['--dataset', join(scratch, 'sound')],
        join(scratch, `sound ${range}`),
        '--lines',
        range,
      );
      assert.ok(
        (await records(['--dataset', file], join(scratch, `sql ${range}`), '--lines', range)) === expected,
        range,
      );
    }
    assert.deepEqual(
      readdirSync(scratch).filter((name) => name.startsWith('text.sql')),
      ['text.sql'],
    );
  });

  it('joins the other files, and is found by its name', NEEDS_PYTHON, async () => {
    const expected = await records(['--in', input], join(scratch, 'joined'));
    const folder = join(scratch, 'named');
    writeSources(folder, lines, { only: ['autotags', 'exif', 'places'] });
    renameSync(textDatabase('named.sql', sound()), join(folder, 'yfcc100m_dataset.sql'));
    writeFileSync(join(folder, 'yfcc100m_dataset.sql-wal'), '');
    assert.deepEqual(parsed(await records(['--in', folder], join(scratch, 'found'))), parsed(expected));
  });

  it('may be several files', NEEDS_PYTHON, async () => {
    const rows = sound();
    textDatabase('part-1.db', rows.slice(0, 1100));
    textDatabase('part-2.db', rows.slice(1100));
    for (const range of ['..', '1099..1101', '1100..', '2000..2100']) {
      const expected = await records(
        ['--dataset', join(scratch, 'sound')],
        join(scratch, `whole ${range}`),
        '--lines',
        range,
      );
      const came = await records(
        ['--dataset', join(scratch, 'part-*.db')],
        join(scratch, `parts ${range}`),
        '--lines',
        range,
      );
      assert.ok(came === expected, range);
    }
  });

  it('is gone on with after a kill, as an undisturbed job', TIMEOUT, async () => {
    const command = ['run', '--dataset', database, '--format', 'jsonl', '--shard-rows', '20', '--threads', '2'];
    const expected = join(scratch, 'undisturbed');
    assert.equal((await yfcc([...command, '--out', expected])).code, 0);
    const folder = join(scratch, 'killed');
    let kills = 0;
    for (let code: number | null = null; code === null;) {
      const started = startYfcc([...command, '--out', folder]);
      await started.says('yfcc: writing');
      const shards = (): number => filesOf(join(folder, 'meta')).length;
      const before = shards();
      const timer = setInterval(() => {
        if (kills < 3 && shards() > before + 10) started.child.kill('SIGKILL');
      }, 1);
      const ended = await started.ended;
      clearInterval(timer);
      if (ended.signal === 'SIGKILL') kills++;
      else assert.equal(ended.code, 0, ended.stderr);
      ({ code } = ended);
    }
    assert.ok(kills > 0);
    assert.equal(recordText(folder), recordText(expected));
  });

  it('ends the job with its code where it is damaged, and says behind which row', TIMEOUT, async () => {
    const file = join(scratch, 'damaged.sqlite');
    copyFileSync(database, file);
    const handle = await open(file, 'r+');
    const { size } = await handle.stat();
    // A part of the middle: SQLite looks at the end for the last row's number.
    const pages = size / 4096;
    for (let page = Math.floor(0.6 * pages); page < 0.8 * pages; page++)
      await handle.write(Buffer.alloc(8), 0, 8, page * 4096);
    await handle.close();
    const ended = await yfcc(['run', '--dataset', file, '--out', join(scratch, 'bad'), '--format', 'jsonl']);
    assert.equal(ended.code, 3, ended.stderr);
    assert.match(
      ended.stderr,
      /Expected .+damaged\.sqlite to be a whole SQLite database, got: database disk image is malformed, behind row \d+\. Check/,
    );
  });

  it('is refused where it can not be read, or is no dataset', TIMEOUT, async () => {
    const piped = { launcher: ['bash', '-c', `exec "$0" "$@" < ${database}`] } as const;
    const stdin = await yfcc(['run', '--dataset', '-', '--out', join(scratch, 'stdin')], piped);
    assert.equal(stdin.code, 3);
    assert.match(stdin.stderr, /Expected a SQLite database to be a file on this machine, got standard input\./);
    const side = await yfcc(['run', '--in', input, '--exif', database, '--out', join(scratch, 'side')]);
    assert.equal(side.code, 3);
    assert.match(side.stderr, /Expected text for exif, got a SQLite database, .+yfcc100m\.sqlite\./);
  });
});

/** What a column of numbers does not keep the notation of. */
const NUMBERS: ReadonlySet<string> = new Set(['longitude', 'latitude', 'pos_accuracy', 'date_uploaded']);

function withoutNotation({ raw, ...record }: FullRecord): object {
  return { ...record, raw: Object.entries(raw ?? {}).filter(([name]) => !NUMBERS.has(name)) };
}
