import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it, test } from 'node:test';
import { openRemote } from '../../src/engine/remote-source.js';
import { parseS3Url } from '../../src/engine/s3-body.js';
import type { SourceFile } from '../../src/engine/source.js';
import { seededRandom } from '../whole/random.js';
import { collected } from './chunked.js';
import { startCuttingProxy } from './cutting-proxy.js';
import { BUCKET, CREDENTIALS, NO_S3_SERVER, startS3Server, type S3Server } from './s3-server.js';

const BYTES = randomBytes(3_000_000);
const never = new AbortController().signal;

test('takes a URL apart as it stands', () => {
  assert.deepEqual(parseS3Url('s3://a/b/c d%20?e#f'), { bucket: 'a', key: 'b/c d%20?e#f' });
  assert.equal(parseS3Url('s3://a'), null);
});

describe('a file in S3', { skip: NO_S3_SERVER }, () => {
  let server: S3Server;
  before(async () => {
    Object.assign(process.env, CREDENTIALS);
    server = await startS3Server();
    await server.put('a/private +%20.bin', BYTES);
    await server.put('public', BYTES, 'public-read');
    await server.put('empty', Buffer.alloc(0));
  });
  after(() => server.close());

  const opening = (key: string, endpoint = server.endpoint, isAnonymous = false): Promise<SourceFile> =>
    openRemote('exif', `s3://${BUCKET}/${key}`, {
      signal: never,
      sleep: () => Promise.resolve(),
      s3: { region: 'us-east-1', endpoint, isAnonymous },
    });

  it('is read from any byte on, and counted', async () => {
    const file = await opening('a/private +%20.bin');
    assert.deepEqual([file.bytes, file.form, file.isLocal], [BYTES.length, 'plain', false]);
    for (const from of [0, 7, 2_999_999]) {
      const { chunks, bytesRead } = file.open(from);
      assert.ok((await collected(chunks())).equals(BYTES.subarray(from)));
      assert.equal(bytesRead(), BYTES.length);
    }
  });

  it('is gone on with at the very byte where an answer breaks', async () => {
    const random = seededRandom(5);
    // Never the first request: it asks for the first bytes alone.
    const proxy = await startCuttingProxy(server.port, (number) => (number === 0 ? null : 1000 + random(600_000)));
    try {
      const file = await opening('a/private +%20.bin', proxy.origin);
      assert.ok((await collected(file.open(0).chunks())).equals(BYTES));
      assert.ok(proxy.requests.length > 5);
      assert.match(proxy.requests.at(-1) ?? '', /^range: bytes=[1-9]\d+-\r$/m);
      assert.match(proxy.requests.at(-1) ?? '', /^if-match: "[0-9a-f]{32}"\r$/im);
      assert.match(proxy.requests.at(-1) ?? '', /^authorization: AWS4-HMAC-SHA256 Credential=test\//im);
    } finally {
      await proxy.close();
    }
  });

  for (const [what, body] of [
    ['another file of its size', randomBytes(BYTES.length)],
    ['a shorter one', BYTES.subarray(0, 500)],
  ] as const) {
    it(`is not gone on with when ${what} is there`, async () => {
      await server.put('changing', BYTES);
      const proxy = await startCuttingProxy(server.port, (number) => (number === 1 ? 1_000_000 : null));
      try {
        const chunks = (await opening('changing', proxy.origin)).open(0).chunks();
        await chunks.next();
        await server.put('changing', body);
        await assert.rejects(collected(chunks), {
          code: 'bad-input',
          message: /behind byte [1-9]\d*: another file is there now\. Begin the job anew\.$/,
        });
      } finally {
        await proxy.close();
      }
    });
  }

  it('is read without credentials when it is public, and refused when it is not', async () => {
    const proxy = await startCuttingProxy(server.port, () => null);
    try {
      const file = await opening('public', proxy.origin, true);
      assert.ok((await collected(file.open(0).chunks())).equals(BYTES));
      assert.ok(proxy.requests.every((request) => !/^(authorization|x-amz-security-token):/im.test(request)));
      await assert.rejects(opening('a/private +%20.bin', server.endpoint, true), {
        code: 'bad-input',
        message: /behind byte 0: the server answers 403 /,
      });
    } finally {
      await proxy.close();
    }
  });

  it('may be empty', async () => {
    const file = await opening('empty');
    assert.equal(file.bytes, 0);
    assert.equal((await collected(file.open(0).chunks())).length, 0);
  });

  it('that is not there is refused at once', async () => {
    const proxy = await startCuttingProxy(server.port, () => null);
    try {
      await assert.rejects(opening('none', proxy.origin), {
        code: 'bad-input',
        message: /behind byte 0: the server answers 404 NoSuchKey: The specified key does not exist\.$/,
        facts: { file: `s3://${BUCKET}/none`, source: 'exif', offset: 0 },
      });
      assert.equal(proxy.requests.length, 1);
    } finally {
      await proxy.close();
    }
  });

  it('of a server that is gone is given up after six tries', async () => {
    const proxy = await startCuttingProxy(server.port, () => 0);
    try {
      await assert.rejects(opening('public', proxy.origin), { code: 'bad-input', message: /, 6 times in a row\.$/ });
      assert.equal(proxy.requests.length, 6);
    } finally {
      await proxy.close();
    }
  });
});
