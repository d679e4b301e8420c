import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startLoopback, type Loopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { startYfcc, yfcc, type Ended, type Started } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';
import { filesOf, treeOf, type Tree } from './tree.js';

const scratch = await scratchFolder('media-redo');
const ROWS = 60;
const input = writeSources(join(scratch, 'in'), makeLines(ROWS), { only: ['dataset'] });

/** Everything but the outcomes, whose times and tries differ, and the manifest. */
function recordsOf(out: string): Tree {
  return treeOf(out, (path) => !/outcomes|manifest/.test(path));
}

describe('a finished job that is gone over again', { timeout: 120_000 }, () => {
  let server: Loopback;
  /** Ids asked for, in order. */
  let asked: string[] = [];
  /** What some photos are answered with. */
  let statuses: ReadonlyMap<string, number> = new Map();
  before(async () => {
    server = await startLoopback(({ url = '' }, response) => {
      const id = url.slice(1);
      asked.push(id);
      const status = statuses.get(id) ?? 200;
      response.writeHead(status).end(status === 200 ? jpeg(500 + (Number(id) % 1000)) : '');
    });
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    statuses = new Map();
  });

  function run(out: string, format: string, ...options: readonly string[]): Promise<Ended> {
    const job = ['run', '--in', input, '--out', join(scratch, out), '--format', format, '--shard-rows', '20'];
    const media = ['--media', 'photos', '--allow-private', '--media-url-template', `${server.origin}/{photo_id}`];
    return yfcc([...job, ...media, '--attempts', '1', '--threads', '2', ...options]);
  }

  for (const format of ['jsonl', 'webdataset', 'files', 'parquet']) {
    it(`fetches what failed, nothing else, and is then as if nothing had (${format})`, async () => {
      const undisturbed = await run(`${format} whole`, format);
      assert.equal(undisturbed.code, 0, undisturbed.stderr);
      asked = [];
      statuses = new Map([
        [idOf(3), 500],
        [idOf(4), 404],
        [idOf(45), 429],
        [idOf(46), 403],
      ]);
      const first = await run(format, format);
      assert.equal(first.code, 1, first.stderr);
      const fetched = asked.length;
      statuses = new Map([[idOf(4), 404]]);
      const again = await run(format, format, '--retry', 'server-error,throttled');
      assert.equal(again.code, 1, again.stderr);
      assert.match(again.stdout, /media: +ok 55, gone 1, refused 1/);
      assert.deepEqual(asked.slice(fetched).toSorted(), [idOf(3), idOf(45)].toSorted());
      statuses = new Map();
      const all = await run(format, format, '--retry', 'failed,gone');
      assert.equal(all.code, 0, all.stderr);
      assert.deepEqual(asked.slice(fetched + 2).toSorted(), [idOf(4), idOf(46)].toSorted());
      assert.deepEqual(recordsOf(join(scratch, format)), recordsOf(join(scratch, `${format} whole`)));
      const verified = await yfcc(['verify', join(scratch, format)]);
      assert.equal(verified.code, 0, verified.stdout);
    });
  }

  for (const format of ['jsonl', 'webdataset']) {
    it(`finds what is not as it was written, and mends it (${format})`, async () => {
      const out = join(scratch, `${format} checked`);
      assert.equal((await run(`${format} checked`, format)).code, 0);
      const before = recordsOf(out);
      const fetched = asked.length;
      if (format === 'jsonl') {
        rmSync(join(out, 'img', `${idOf(2).slice(0, 3)}/${idOf(2).slice(3, 6)}/${idOf(2)}.jpg`));
        truncateSync(join(out, 'img', `${idOf(30).slice(0, 3)}/${idOf(30).slice(3, 6)}/${idOf(30)}.jpg`), 100);
      } else {
        const tar = readFileSync(join(out, '00001.tar'));
        // The name stands in the record's JSON too, and then in the header of the photo.
        const at = tar.lastIndexOf(`${idOf(30)}.jpg`) + 512 + 50;
        tar[at] = (tar[at] ?? 0) ^ 1;
        writeFileSync(join(out, '00001.tar'), tar);
      }
      assert.notEqual((await yfcc(['verify', out])).code, 0);
      const { code, stderr } = await run(`${format} checked`, format, '--recheck');
      assert.equal(code, 0, stderr);
      assert.equal(asked.length - fetched, format === 'jsonl' ? 2 : 1);
      assert.deepEqual(recordsOf(out), before);
      assert.equal((await yfcc(['verify', out])).code, 0);
    });
  }

  it('refuses to go over a job that fetches no media, and outcomes that are none', async () => {
    const none = await yfcc(['run', '--in', input, '--out', join(scratch, 'none'), '--retry', 'failed']);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /Expected --retry and --recheck with a finished job's own --media/);
    const odd = await run('odd', 'jsonl', '--retry', 'ok');
    assert.equal(odd.code, 2);
    assert.match(odd.stderr, /Expected --retry to list outcomes \(throttled, .*gone, .*failed\), got `ok`/);
  });
});

describe('a host that is dead', { timeout: 120_000 }, () => {
  let photos: Loopback;
  before(async () => {
    photos = await startLoopback((_request, response) => response.end(jpeg()));
  });
  after(() => photos.close());

  function start(out: string): Started {
    const { port } = photos;
    const hosts = ['--resolve', `photo.example:${port}:127.0.0.1`, '--resolve', `video.example:${port}:127.0.0.2`];
    const job = ['run', '--in', input, '--out', join(scratch, out), '--format', 'jsonl', '--shard-rows', '20'];
    const media = ['--media', 'all', '--media-url-template', `http://{kind}.example:${port}/{photo_id}.mp4`];
    return startYfcc([...job, ...media, ...hosts, '--allow-private', '--threads', '1']);
  }

  it('has what it has asked for again when all else is done, and costs nothing else', async () => {
    const started = start('dead');
    await started.says('Going over');
    // All shards are there by now, with what the living host has.
    assert.equal(filesOf(join(scratch, 'dead/meta')).length, 3);
    const { code, stdout, stderr } = await started.ended;
    assert.equal(code, 1, stderr);
    assert.match(stdout, /media: +ok 57, network 3/);
    const outcomes = filesOf(join(scratch, 'dead/outcomes')).map((name) =>
      readFileSync(join(scratch, 'dead/outcomes', name), 'utf8'),
    );
    assert.equal(outcomes.join('').split('"outcome":"network"').length, 4);
    assert.ok(!outcomes.join('').includes('put_off'));
  });
});
