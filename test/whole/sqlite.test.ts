import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startMediaServer } from '../../bench/media-server/server.js';
import { DATABASE_NAME, PARTIAL_NAME } from '../../src/core/database-names.js';
import { OFFICIAL_COLUMNS } from '../../src/core/official-columns.js';
import type { FullRecord } from '../../src/core/record.js';
import { runMain } from '../cli/fake-terminal.js';
import { FIXTURES } from '../core/real-rows.js';
import { databaseContent, NO_PYTHON_SQLITE, querySqlite, runSqlite } from '../sinks/read-sqlite.js';
import { startYfcc, yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, recordText } from './tree.js';

const scratch = await scratchFolder('sqlite');
const input = join(scratch, 'in');
const text = join(input, 'yfcc100m_dataset');
const out = join(scratch, 'sqlite');
const database = join(out, DATABASE_NAME);
const ROWS = 2500;
const TIMEOUT = { timeout: 60_000 };
const NEEDS_PYTHON = { ...TIMEOUT, skip: NO_PYTHON_SQLITE };
const lines = makeLines(ROWS, { columns: 23 });

before(async () => {
  lines.dataset[40] = 'not a row';
  lines.autotags.splice(60, 3);
  writeSources(input, lines);
  await job(['--in', input], 'sqlite', '--format', 'sqlite');
});

/** Runs a job to its end; gives its folder. */
async function job(source: readonly string[], name: string, ...options: readonly string[]): Promise<string> {
  const folder = join(scratch, name);
  const common = ['--threads', '2', '--shard-rows', '300', '--max-rejects', '1000', '--max-failed', '1000'];
  const ended = await runMain('run', ...source, '--out', folder, ...common, ...options);
  assert.equal(ended.code, 0, ended.stderr);
  return folder;
}

/** The same as `jsonl`, as text. */
async function records(source: readonly string[], name: string, ...options: readonly string[]): Promise<string> {
  return recordText(await job(source, name, '--format', 'jsonl', ...options));
}

function parsed(jsonLines: string): readonly FullRecord[] {
  return jsonLines
    .trimEnd()
    .split('\n')
    .map((line): FullRecord => JSON.parse(line));
}

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

/** The rows that are rows. */
const sound = (): readonly string[] => lines.dataset.filter((line) => line.includes('\t'));

describe('--format sqlite', () => {
  it('leaves one whole database, which `verify` reads', TIMEOUT, async () => {
    assert.deepEqual(
      filesOf(out).filter((path) => !path.startsWith('.')),
      ['manifest.jsonl', 'rejects.jsonl', DATABASE_NAME],
    );
    const verified = await runMain('verify', out, '--threads', '1');
    assert.match(verified.stdout, /^1 file of 9 shards, .+: all whole\.\n$/);
  });

  it('says the same as jsonl, also by its views', NEEDS_PYTHON, async () => {
    const expected = parsed(await records(['--in', input], 'jsonl'));
    assert.equal(expected.length, ROWS - 1);
    const { check, dataset, parts } = databaseContent(database);
    assert.deepEqual(check, [['ok']]);
    const ids = expected.map(({ photo_id }, k) => [k + 1, Number(photo_id)]);
    for (const rows of [dataset, parts]) {
      assert.deepEqual(
        rows?.map((row) => Array.isArray(row) && row.slice(0, 2)),
        ids,
      );
    }
    assert.deepEqual(
      querySqlite(database, 'SELECT * FROM yfcc100m_autotags'),
      expected.flatMap(({ photo_id, autotags }) =>
        (autotags ?? []).map(({ concept, score }) => [Number(photo_id), concept, score]),
      ),
    );
    assert.deepEqual(
      querySqlite(database, 'SELECT * FROM yfcc100m_places'),
      expected.flatMap(({ photo_id, places }) =>
        (places ?? []).map(({ woeid, name, type }) => [Number(photo_id), woeid, name, type]),
      ),
    );
    assert.deepEqual(
      querySqlite(database, 'SELECT * FROM yfcc100m_exif'),
      expected.flatMap(({ photo_id, exif }) =>
        (exif ?? []).map(({ category, tag, value }) => [Number(photo_id), category, tag, value]),
      ),
    );
  });

  it('answers the question in the docs', NEEDS_PYTHON, () => {
    const docs = readFileSync(new URL('../../docs/formats.md', FIXTURES), 'utf8');
    const [, sql = ''] = /^```sql\n(CREATE INDEX.*?)^```/ms.exec(docs) ?? [];
    const file = join(scratch, 'indexed.sqlite');
    copyFileSync(database, file);
    const statements = sql.split(/(?<=;)\n/);
    const question = statements.findLast((statement) => statement.startsWith('SELECT')) ?? '';
    runSqlite(file, statements.filter((statement) => statement !== question).join('\n'));
    const [[concept, count] = []] = querySqlite(
      file,
      'SELECT concept, count(*) FROM yfcc100m_autotags WHERE score > 0.9 GROUP BY 1 LIMIT 1',
    );
    assert.ok(typeof concept === 'string');
    const rows = querySqlite(file, question.replace('dune', concept));
    assert.equal(rows.length, count);
    const [[url] = []] = rows;
    assert.ok(typeof url === 'string' && url.startsWith('http:'));
  });

  it('has the media of each record', NEEDS_PYTHON, async () => {
    const server = await startMediaServer({ bodies: 4, faultRate: 0.1, faults: ['not-found'] });
    try {
      const template = `${server.origin}/{kind}/{photo_id}.{photo_ext}`;
      const media = ['--media', 'photos', '--media-url-template', template, '--allow-private', '--rate', '0'];
      const range = ['--lines', '0..200', ...media];
      const expected = parsed(await records(['--in', input], 'jsonl-media', ...range));
      const file = join(await job(['--in', input], 'sqlite-media', '--format', 'sqlite', ...range), DATABASE_NAME);
      assert.deepEqual(
        querySqlite(file, 'SELECT photoid, path, bytes, sha256, type, outcome FROM yfcc100m_media'),
        expected.flatMap(({ photo_id, media }) =>
          media ? [[Number(photo_id), media.path, media.bytes, media.sha256, media.type, media.outcome]] : [],
        ),
      );
    } finally {
      await server.close();
    }
  });

  it('is given its name by the next run when a kill came just before', TIMEOUT, async () => {
    const folder = await job(['--in', input], 'unnamed', '--format', 'sqlite', '--limit', '400');
    const partial = join(folder, PARTIAL_NAME);
    renameSync(join(folder, DATABASE_NAME), partial);
    mkdirSync(`${partial}.lock`);
    await job(['--in', input], 'unnamed', '--format', 'sqlite', '--limit', '400');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith(DATABASE_NAME)),
      [DATABASE_NAME],
    );
  });

  it('is not gone on with when its database is gone', TIMEOUT, async () => {
    const options = ['--format', 'sqlite', '--limit', '900'];
    const folder = await job(['--in', input], 'gone', ...options);
    // As if it had been stopped behind its first shard.
    const manifest = join(folder, 'manifest.jsonl');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').split('\n').slice(0, 2).join('\n').concat('\n'));
    rmSync(join(folder, DATABASE_NAME));
    const ended = await runMain('run', '--in', input, '--out', folder, '--shard-rows', '300', ...options);
    assert.equal(ended.code, 4);
    assert.match(
      ended.stderr,
      /to have the 1 shards of the manifest with 299 records, got 0 with 0\. Give another --out/,
    );
  });

  it('is a problem to `verify` when it is damaged, cut or gone', TIMEOUT, async () => {
    const folder = await job(['--in', input], 'damaged', '--format', 'sqlite', '--limit', '400');
    const file = join(folder, DATABASE_NAME);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(300, 0xff), 0, 300, 3 * 4096 + 8);
    await handle.close();
    const problems = async (): Promise<string> => {
      const verified = await runMain('verify', folder, '--threads', '1');
      assert.equal(verified.code, 1);
      return verified.stdout;
    };
    assert.match(await problems(), /^yfcc100m\.sqlite: /);
    truncateSync(file, 40_000);
    assert.match(await problems(), /^yfcc100m\.sqlite: database disk image is malformed\n/);
    rmSync(file);
    assert.match(await problems(), /^yfcc100m\.sqlite: expected a file, got none\n/);
  });
});

describe('a SQLite database as the dataset', () => {
  it('gives the records of the text that it was made from', TIMEOUT, async () => {
    const expected = await records(['--dataset', text], 'text');
    const came = await records(['--dataset', database], 'again');
    assert.deepEqual(parsed(came).map(withoutNotation), parsed(expected).map(withoutNotation));
  });

  it('gives the very bytes where its cells are text', NEEDS_PYTHON, async () => {
    const file = textDatabase('text.sql', sound());
    writeFileSync(join(scratch, 'sound'), `${sound().join('\n')}\n`, 'latin1');
    for (const range of ['..', '0..1', '300..900', '1234..', `${ROWS - 2}..`]) {
      const expected = await records(['--dataset', join(scratch, 'sound')], `sound ${range}`, '--lines', range);
      assert.ok((await records(['--dataset', file], `sql ${range}`, '--lines', range)) === expected, range);
    }
    assert.deepEqual(
      readdirSync(scratch).filter((name) => name.startsWith('text.sql')),
      ['text.sql'],
    );
  });

  it('joins the other files, and is found by its name', NEEDS_PYTHON, async () => {
    const expected = await records(['--in', input], 'joined');
    const folder = join(scratch, 'named');
    writeSources(folder, lines, { only: ['autotags', 'exif', 'places'] });
    renameSync(textDatabase('named.sql', sound()), join(folder, 'yfcc100m_dataset.sql'));
    writeFileSync(join(folder, 'yfcc100m_dataset.sql-wal'), '');
    assert.deepEqual(parsed(await records(['--in', folder], 'found')), parsed(expected));
  });

  it('may be several files', NEEDS_PYTHON, async () => {
    const rows = sound();
    textDatabase('part-1.db', rows.slice(0, 1100));
    textDatabase('part-2.db', rows.slice(1100));
    for (const range of ['..', '1099..1101', '1100..', '2000..2100']) {
      const expected = await records(['--dataset', join(scratch, 'sound')], `whole ${range}`, '--lines', range);
      const came = await records(['--dataset', join(scratch, 'part-*.db')], `parts ${range}`, '--lines', range);
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
