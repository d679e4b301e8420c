import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startMediaServer } from '../../bench/media-server/server.js';
import { runMain } from '../cli/fake-terminal.js';
import type { FullRecord } from '../../src/core/record.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { cellOf, NO_PYTHON, readCsv } from '../sinks/read-csv.js';
import { readWithDuckDb, readWithHyparquet } from '../sinks/read-parquet.js';
import { bodiesWithGnuTar, NO_GNU_TAR, readWithLibrary } from '../sinks/read-tar.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, recordText } from './tree.js';

const scratch = await scratchFolder('formats');
const input = join(scratch, 'in');
const TIMEOUT = { timeout: 60_000 };

before(() => {
  const lines = makeLines(300);
  lines.dataset[40] = 'not a row';
  lines.dataset[50] = (lines.dataset[50] ?? '').replaceAll('+', '%0d%0a%22');
  lines.autotags.splice(60, 3);
  lines.exif.splice(120, 1);
  lines.places[200] = 'no id\there';
  writeSources(input, lines);
});

/** Runs a job in its format; gives its output folder. */
async function job(format: string, name: string, ...options: readonly string[]): Promise<string> {
  const out = join(scratch, name);
  const limits = ['--threads', '2', '--shard-rows', '100', '--max-rejects', '1000', '--max-failed', '1000'];
  const ended = await runMain('run', '--in', input, '--out', out, '--format', format, ...limits, ...options);
  assert.equal(ended.code, 0, ended.stderr);
  const verified = await runMain('verify', out, '--threads', '1');
  assert.equal(verified.code, 0, verified.stderr);
  return out;
}

/** The records as `jsonl` has them. */
async function expectedRecords(name: string, ...options: readonly string[]): Promise<readonly FullRecord[]> {
  const lines = recordText(await job('jsonl', name, ...options)).trimEnd();
  return lines.split('\n').map((line): FullRecord => JSON.parse(line));
}

/** What all files of the job's `meta` say, one behind the other. */
async function readAll<T>(out: string, read: (file: string) => readonly T[] | Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (const path of filesOf(join(out, 'meta'))) all.push(...(await read(join(out, 'meta', path))));
  return all;
}

function rowOf(record: FullRecord, hasMedia: boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columnsOf(hasMedia).map((name) => [name, record[name] ?? null]));
}

describe('yfcc run, read back with the tools of others', () => {
  for (const [reader, read] of Object.entries({ hyparquet: readWithHyparquet, DuckDB: readWithDuckDb })) {
    it(`gives the same records in parquet as in jsonl, by ${reader}`, TIMEOUT, async () => {
      const expected = await expectedRecords(`jsonl-${reader}`);
      assert.equal(expected.length, 299);
      const out = await job('parquet', `parquet-${reader}`);
      assert.deepEqual(filesOf(join(out, 'meta')), ['00000.parquet', '00001.parquet', '00002.parquet']);
      assert.deepEqual(
        await readAll(out, read),
        expected.map((record) => rowOf(record, false)),
      );
    });
  }

  it('gives the same records in csv as in jsonl', { ...TIMEOUT, skip: NO_PYTHON }, async () => {
    const expected = await expectedRecords('jsonl-csv');
    const names = columnsOf(false);
    const rows = await readAll(await job('csv', 'csv'), (file) => {
      const [header, ...others] = readCsv(file);
      assert.deepEqual(header, names);
      return others;
    });
    assert.deepEqual(
      rows,
      expected.map((record) => names.map((name) => cellOf(record[name]))),
    );
  });

  it('gives the same bytes in webdataset as in jsonl', { ...TIMEOUT, skip: NO_GNU_TAR }, async () => {
    const expected = recordText(await job('jsonl', 'jsonl-webdataset'));
    const out = await job('webdataset', 'webdataset');
    const tars = readdirSync(out).filter((name) => name.endsWith('.tar'));
    assert.deepEqual(tars.toSorted(), ['00000.tar', '00001.tar', '00002.tar']);
    assert.equal(tars.map((name) => bodiesWithGnuTar(join(out, name))).join(''), expected);
    for (const name of tars) {
      for (const [path, body] of await readWithLibrary(join(out, name))) {
        assert.equal(path, `${JSON.parse(body).photo_id}.json`);
      }
    }
  });

  it('has the media of each record in parquet and in csv', { ...TIMEOUT, skip: NO_PYTHON }, async () => {
    const server = await startMediaServer({ bodies: 4, faultRate: 0.1, faults: ['not-found'] });
    try {
      const template = `${server.origin}/{kind}/{photo_id}.{photo_ext}`;
      const media = ['--media', 'photos', '--media-url-template', template, '--allow-private', '--rate', '0'];
      const expected = await expectedRecords('jsonl-media', ...media);
      assert.ok(expected.some((record) => record.media?.outcome === 'ok'));
      assert.deepEqual(
        await readAll(await job('parquet', 'parquet-media', ...media), readWithDuckDb),
        expected.map((record) => rowOf(record, true)),
      );
      const names = columnsOf(true);
      const rows = await readAll(await job('csv', 'csv-media', ...media), (file) => readCsv(file).slice(1));
      assert.deepEqual(
        rows,
        expected.map((record) => names.map((name) => cellOf(record[name]))),
      );
    } finally {
      await server.close();
    }
  });
});
