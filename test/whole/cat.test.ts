import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { noisyLines } from '../bz2/compressed.js';
import { bzip2 } from '../bz2/real-bzip2.js';
import { startFileServer } from '../engine/file-server.js';
import { BUCKET, CREDENTIALS, NO_S3_SERVER, startS3Server } from '../engine/s3-server.js';
import { startLoopback } from '../media/loopback.js';
import { BIN, yfcc } from './command.js';
import { seededRandom } from './random.js';
import { scratchFolder } from './scratch.js';

const scratch = await scratchFolder('cat-process');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(3_000_000);
const file = bzip2(plain);
await writeFile(path, file);
await writeFile(join(scratch, 'cut.bz2'), file.subarray(0, -1000));

const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, NODE: process.execPath, BIN };

/** Runs a line of bash in the folder; `yfcc` is `"$NODE" "$BIN"`. A pipeline ends as its first failing command does. */
function bash(line: string): { readonly status: number | null; readonly stdout: Buffer; readonly stderr: string } {
  const script = `set -o pipefail; yfcc() { "$NODE" "$BIN" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: scratch, env, maxBuffer: 1 << 28 });
  return { status, stdout, stderr: stderr.toString() };
}

const SAME = [
  ['a file', 'yfcc cat text.bz2'],
  ['standard input from a file', 'yfcc cat - < text.bz2'],
  ['standard input from a pipe', 'cat text.bz2 | yfcc cat -'],
  ['a file into a pipe', 'yfcc cat text.bz2 | cat'],
] as const;

for (const [what, line] of SAME) {
  test(`writes the decoded bytes of ${what}`, () => {
    const { status, stdout, stderr } = bash(line);
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(stdout.equals(plain));
  });
}

test('ends quietly and well when its reader has gone', () => {
  const { status, stdout, stderr } = bash('yfcc cat text.bz2 | head -c 10');
  assert.deepEqual([status, stderr, stdout.toString()], [0, '', plain.subarray(0, 10).toString()]);
});

test('ends with 3 for a file that is cut', () => {
  const { status, stdout, stderr } = bash('yfcc cat cut.bz2');
  assert.equal(status, 3);
  assert.match(stderr, /^yfcc: Expected whole bzip2 data in cut\.bz2, got the end of the file .*\n$/);
  assert.ok(stdout.length > 0 && stdout.equals(plain.subarray(0, stdout.length)));
});

test('says that the disk is full, with the code for it', () => {
  const { status, stderr } = bash('yfcc cat text.bz2 > /dev/full');
  assert.equal(status, 5);
  assert.doesNotMatch(stderr, /a bug/);
});

const firstLine = plain.toString('latin1').split(/(?<=\n)/)[0];

test('writes what is behind a URL as it comes, over breaks, and behind a file', { timeout: 60_000 }, async () => {
  const random = seededRandom(3);
  const cutAfter = (request: number): number | null => (request === 0 ? null : 1000 + random(1_000_000));
  const server = await startFileServer({ bytes: () => file, cutAfter });
  try {
    const { code, stdout, stderr } = await yfcc(['cat', path, server.url]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.ok(stdout === `${plain.toString('latin1')}${plain.toString('latin1')}`);
    assert.ok(server.requests.length > 3);
  } finally {
    await server.close();
  }
});

test('fetches no more than is wanted', { timeout: 60_000 }, async () => {
  let sent = 0;
  const copies = 100;
  const server = await startLoopback((_request, response) => {
    async function* body(): AsyncGenerator<Buffer> {
      for (let k = 0; k < copies; k++) {
        sent += file.length;
        yield await Promise.resolve(file);
      }
    }
    response.writeHead(200, { etag: '"1"', 'content-length': copies * file.length });
    Readable.from(body())
      .on('error', () => {})
      .pipe(response);
  });
  try {
    const { code, stdout, stderr } = await yfcc(['cat', server.origin, '--lines', '0..1']);
    assert.deepEqual([code, stdout, stderr], [0, firstLine, '']);
    assert.ok(sent > 0 && sent < (copies * file.length) / 2, `${sent} of ${copies * file.length} bytes`);
  } finally {
    await server.close();
  }
});

test(
  'writes a file in S3, without credentials where it is public',
  { skip: NO_S3_SERVER, timeout: 60_000 },
  async () => {
    const server = await startS3Server();
    try {
      await server.put('text.gz', gzipSync(plain), 'public-read');
      const url = `s3://${BUCKET}/text.gz`;
      const anonymous = await yfcc(['cat', url, '--s3-endpoint', server.endpoint, '--s3-anonymous']);
      assert.deepEqual([anonymous.code, anonymous.stderr], [0, '']);
      assert.ok(anonymous.stdout === plain.toString('latin1'));
      const { code, stderr } = await yfcc(['cat', `${url}.none`, '--s3-endpoint', server.endpoint], {
        env: CREDENTIALS,
      });
      assert.equal(code, 3);
      assert.match(stderr, /^yfcc: Could not read s3:\/\/.*text\.gz\.none behind byte 0: the server answers 404 /);
    } finally {
      await server.close();
    }
  },
);
