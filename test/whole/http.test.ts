import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runMain } from '../cli/fake-terminal.js';
import { startFileServer } from '../engine/file-server.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('http');
const plain = writeSources(join(scratch, 'plain'), makeLines(1000));
const bz2 = writeSources(join(scratch, 'bz2'), makeLines(1000), { bz2: true });
const job = (out: string): string[] => ['--out', join(scratch, 'out', out), '--format', 'jsonl', '--shard-rows', '100'];

describe('a source from a web server', () => {
  it('that breaks off gives the same records, also when gone on with', { timeout: 60_000 }, async () => {
    const run = await runMain('run', '--in', plain, ...job('expected'), '--threads', '2');
    assert.equal(run.code, 0, run.stderr);
    const expected = recordText(join(scratch, 'out', 'expected'));
    const random = seededRandom(3);
    let tag = '"1"';
    const bytes = readFileSync(join(bz2, 'yfcc100m_dataset.bz2'));
    // The first of each run's requests asks for the first bytes alone.
    const server = await startFileServer({
      bytes: () => bytes,
      etag: () => tag,
      cutAfter: (request) => (request % 3 === 1 ? 1 + random(bytes.length) : null),
    });
    try {
      const args = ['run', '--in', plain, '--dataset', server.url, ...job('url'), '--threads', '2'];
      const ended = await runMain(...args);
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(recordText(join(scratch, 'out', 'url')), expected);
      const manifest = join(scratch, 'out', 'url', 'manifest.jsonl');
      const lines = readFileSync(manifest, 'utf8').split('\n');
      writeFileSync(manifest, `${lines.slice(0, 5).join('\n')}\n`);
      const resumed = await runMain(...args);
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.match(resumed.stderr, /going on behind 4 finished shards/);
      assert.equal(recordText(join(scratch, 'out', 'url')), expected);
      tag = '"2"';
      const refused = await runMain(...args);
      assert.equal(refused.code, 4);
      assert.match(refused.stderr, /its dataset file was another one/);
    } finally {
      await server.close();
    }
  });

  it('that has no such file ends the job with exit code 3', { timeout: 30_000 }, async () => {
    const server = await startFileServer({ bytes: () => Buffer.alloc(0), status: () => 404 });
    const ended = await runMain('run', '--dataset', server.url, ...job('none'));
    await server.close();
    assert.equal(ended.code, 3);
    assert.match(ended.stderr, /Could not read http:.*: the server answers 404 Not Found\./);
  });
});
