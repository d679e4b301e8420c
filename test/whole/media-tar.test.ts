import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLoopback, type Loopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { listWithGnuTar, NO_GNU_TAR } from '../sinks/read-tar.js';
import { startYfcc, yfcc, type Ended } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';
import { treeOf, type Tree } from './tree.js';

const scratch = await scratchFolder('media-tar');
const ROWS = 50;
const input = writeSources(join(scratch, 'in'), makeLines(ROWS), { only: ['dataset'] });
const isVideo = (row: number): boolean => row % 20 === 19;
const bodyOf = (id: string): Buffer => jpeg(60_000 + (Number(id) % 50_000));

describe('media in tar files', { timeout: 120_000 }, () => {
  let server: Loopback;
  const asked: string[] = [];
  /** Is not answered. */
  let silent: string | null = null;
  before(async () => {
    server = await startLoopback(({ url = '' }, response) => {
      const id = url.slice(1);
      asked.push(id);
      if (id !== silent) response.end(bodyOf(id));
    });
  });
  after(() => server.close());

  function argsOf(out: string, ...options: readonly string[]): string[] {
    const job = ['run', '--in', input, '--out', join(scratch, out), '--format', 'webdataset', '--shard-rows', '30'];
    const media = ['--media', 'photos', '--allow-private', '--media-url-template', `${server.origin}/{photo_id}`];
    return [...job, ...media, ...options];
  }
  const run = (out: string, ...options: readonly string[]): Promise<Ended> => yfcc(argsOf(out, ...options));

  it(
    'stand behind the JSON of their records, in their order, the same for any number of threads',
    { skip: NO_GNU_TAR },
    async () => {
      for (const threads of ['1', '2', '4']) {
        const { code, stderr } = await run(`threads ${threads}`, '--threads', threads);
        assert.equal(code, 0, stderr);
      }
      const [one, two, four] = ['1', '2', '4'].map((threads) =>
        treeOf(join(scratch, `threads ${threads}`), (path) => /tar|index/.test(path)),
      );
      assert.equal(Object.keys(one ?? {}).length, 4);
      assert.deepEqual(two, one);
      assert.deepEqual(four, one);
      const names = ['00000.tar', '00001.tar'].flatMap((tar) =>
        listWithGnuTar(join(scratch, 'threads 1', tar)).map((line) => line.split(' ').at(-1)),
      );
      const expected = Array.from({ length: ROWS }, (_, row) => [
        `${idOf(row)}.json`,
        ...(isVideo(row) ? [] : [`${idOf(row)}.jpg`]),
      ]);
      assert.deepEqual(names, expected.flat());
      const body = execFileSync('tar', ['-xOf', join(scratch, 'threads 1', '00000.tar'), `${idOf(7)}.jpg`]);
      assert.ok(body.equals(bodyOf(idOf(7))));
      const record = JSON.parse(
        String(execFileSync('tar', ['-xOf', join(scratch, 'threads 1', '00000.tar'), `${idOf(7)}.json`])),
      );
      assert.equal(record.media.path, `${idOf(7)}.jpg`);
      const verified = await yfcc(['verify', join(scratch, 'threads 1')]);
      assert.equal(verified.code, 0, verified.stdout);
    },
  );

  it('have an index that leads to each member', () => {
    const tar = readFileSync(join(scratch, 'threads 1', '00001.tar'));
    const lines = readFileSync(join(scratch, 'threads 1', '00001.index.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    assert.equal(lines.length, 20);
    const { key, members } = JSON.parse(lines[3] ?? '');
    assert.equal(key, idOf(33));
    const [json, photo] = members;
    assert.equal(JSON.parse(tar.toString('utf8', json.offset, json.offset + json.bytes)).photo_id, idOf(33));
    assert.ok(tar.subarray(photo.offset, photo.offset + photo.bytes).equals(bodyOf(idOf(33))));
  });

  it('are several to a shard where one would be longer than is allowed', { skip: NO_GNU_TAR }, async () => {
    const { code, stderr } = await run('rolled', '--shard-bytes', '1048576');
    assert.equal(code, 0, stderr);
    const tars = readdirSync(join(scratch, 'rolled')).filter((name) => name.endsWith('.tar'));
    assert.ok(tars.length > 4 && tars.includes('00000-000.tar') && tars.includes('00001-000.tar'), tars.join());
    const names = tars.flatMap((tar) => {
      assert.ok(readFileSync(join(scratch, 'rolled', tar)).length <= 1048576);
      return listWithGnuTar(join(scratch, 'rolled', tar)).map((line) => line.split(' ').at(-1) ?? '');
    });
    assert.equal(names.filter((name) => name.endsWith('.json')).length, ROWS);
    // A record is never in two of them.
    assert.deepEqual(
      names.map((name) => name.replace(/\..*/, '')).filter((id, k, all) => all.indexOf(id) !== k && all[k - 1] !== id),
      [],
    );
    assert.equal((await yfcc(['verify', join(scratch, 'rolled')])).code, 0);
  });

  for (const format of ['webdataset', 'jsonl']) {
    it(`are not fetched twice when a job is killed inside a shard (${format})`, async () => {
      const options = ['--format', format, '--threads', '1', '--shard-rows', '100', '--log', 'json'];
      const { code } = await run(`${format} whole`, ...options);
      assert.equal(code, 0);
      asked.length = 0;
      silent = idOf(20);
      const started = startYfcc(argsOf(`${format} killed`, ...options));
      await started.says('"outcomes":{"ok":47}');
      started.child.kill('SIGKILL');
      assert.equal((await started.ended).signal, 'SIGKILL');
      silent = null;
      const again = await run(`${format} killed`, ...options);
      assert.equal(again.code, 0, again.stderr);
      assert.equal(asked.filter((id) => id === idOf(20)).length, 2);
      assert.equal(new Set(asked).size, 48);
      assert.equal(asked.length, 49);
      const bytesOf = (out: string): Tree => treeOf(join(scratch, out), (path) => !/outcomes|manifest/.test(path));
      assert.deepEqual(bytesOf(`${format} killed`), bytesOf(`${format} whole`));
    });
  }
});
