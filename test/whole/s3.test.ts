import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runMain } from '../cli/fake-terminal.js';
import { startCuttingProxy } from '../engine/cutting-proxy.js';
import { BUCKET, CREDENTIALS, NO_S3_SERVER, startS3Server, type S3Server } from '../engine/s3-server.js';
import { yfcc } from './command.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('s3');
const plain = writeSources(join(scratch, 'plain'), makeLines(1000));
const bz2 = writeSources(join(scratch, 'bz2'), makeLines(1000), { bz2: true });
const out = (name: string): string => join(scratch, 'out', name);
const job = (name: string): string[] => ['--out', out(name), '--format', 'jsonl', '--shard-rows', '100'];

describe('sources in S3', { skip: NO_S3_SERVER }, () => {
  let server: S3Server;
  before(async () => {
    server = await startS3Server();
    for (const source of ['dataset', 'exif']) {
      const name = `yfcc100m_${source}.bz2`;
      await server.put(`public/${name}`, readFileSync(join(bz2, name)), 'public-read');
      await server.put(`private/${name}`, readFileSync(join(bz2, name)));
    }
  });
  after(() => server.close());

  const filesOf = (folder: string): string[] =>
    ['dataset', 'exif'].flatMap((source) => [`--${source}`, `s3://${BUCKET}/${folder}/yfcc100m_${source}.bz2`]);

  it('that break off give the same records, without credentials', { timeout: 60_000 }, async () => {
    const expected = await runMain('run', '--in', plain, ...job('expected'), '--threads', '2');
    assert.equal(expected.code, 0, expected.stderr);
    const random = seededRandom(4);
    const proxy = await startCuttingProxy(server.port, (number) => (number % 3 === 2 ? 1000 + random(20_000) : null));
    try {
      const s3 = ['--s3-endpoint', proxy.origin, '--s3-region', 'us-east-1', '--s3-anonymous'];
      const ended = await runMain('run', '--in', plain, ...filesOf('public'), ...s3, ...job('s3'), '--threads', '2');
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(recordText(out('s3')), recordText(out('expected')));
      assert.ok(proxy.requests.length > 4);
    } finally {
      await proxy.close();
    }
  });

  it('are written by cat, one behind the other', { timeout: 60_000 }, async () => {
    const urls = filesOf('private').filter((word) => word.startsWith('s3:'));
    const ended = await yfcc(['cat', ...urls, '--s3-endpoint', server.endpoint], { env: CREDENTIALS });
    assert.deepEqual([ended.code, ended.stderr], [0, '']);
    const texts = ['dataset', 'exif'].map((source) => readFileSync(join(plain, `yfcc100m_${source}`), 'utf8'));
    assert.equal(ended.stdout, texts.join(''));
  });

  it('are read with the credentials of the environment, and nothing else is said', { timeout: 60_000 }, async () => {
    const s3 = ['--s3-endpoint', server.endpoint];
    const ended = await yfcc(['run', ...filesOf('private'), ...s3, ...job('private')], { env: CREDENTIALS });
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stderr, /^yfcc: writing .*\n$/);
    const refused = await yfcc(['run', ...filesOf('private'), ...s3, '--s3-anonymous', ...job('refused')]);
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /^yfcc: Could not read s3:.*: the server answers 403 /);
  });
});
