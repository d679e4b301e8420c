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
import { runMain } from '../cli/fake-terminal.js';
import { FIXTURES } from '../core/real-rows.js';
import { databaseContent, NO_PYTHON_SQLITE, querySqlite, runSqlite } from '../sinks/read-sqlite.js';
import { scratchFolder } from './scratch.js';
import { job, parsed, records, ROWS, writeInput } from './sqlite-jobs.js';
import { filesOf } from './tree.js';

const scratch = await scratchFolder('sqlite-output');
const input = join(scratch, 'in');
const out = join(scratch, 'sqlite');
const database = join(out, DATABASE_NAME);
const TIMEOUT = { timeout: 60_000 };
const NEEDS_PYTHON = { ...TIMEOUT, skip: NO_PYTHON_SQLITE };

before(async () => {
  writeInput(input);
  await job(['--in', input], out, '--format', 'sqlite');
});

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
    const expected = parsed(await records(['--in', input], join(scratch, 'jsonl')));
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
      const expected = parsed(await records(['--in', input], join(scratch, 'jsonl-media'), ...range));
      const file = join(
        await job(['--in', input], join(scratch, 'sqlite-media'), '--format', 'sqlite', ...range),
        DATABASE_NAME,
      );
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
    const folder = await job(['--in', input], join(scratch, 'unnamed'), '--format', 'sqlite', '--limit', '400');
    const partial = join(folder, PARTIAL_NAME);
    renameSync(join(folder, DATABASE_NAME), partial);
    mkdirSync(`${partial}.lock`);
    await job(['--in', input], join(scratch, 'unnamed'), '--format', 'sqlite', '--limit', '400');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith(DATABASE_NAME)),
      [DATABASE_NAME],
    );
  });

  it('is not gone on with when its database is gone', TIMEOUT, async () => {
    const options = ['--format', 'sqlite', '--limit', '900'];
    const folder = await job(['--in', input], join(scratch, 'gone'), ...options);
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
    const folder = await job(['--in', input], join(scratch, 'damaged'), '--format', 'sqlite', '--limit', '400');
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
