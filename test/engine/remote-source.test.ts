import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { openRemote } from '../../src/engine/remote-source.js';
import type { SourceFile } from '../../src/engine/source.js';
import { startLoopback } from '../media/loopback.js';
import { seededRandom } from '../whole/random.js';
import { collected } from './chunked.js';
import { startFileServer, type FileServer, type FileServerOptions } from './file-server.js';

const BYTES = randomBytes(3_000_000);
const never = new AbortController().signal;
const s3 = { region: null, endpoint: null, isAnonymous: false };

/** Serves the file for one test; waits are not waited. */
async function serving(
  options: Partial<FileServerOptions>,
  use: (server: FileServer, open: () => Promise<SourceFile>) => Promise<void>,
): Promise<void> {
  const server = await startFileServer({ bytes: () => BYTES, ...options });
  try {
    await use(server, () => openRemote('exif', server.url, { signal: never, s3, sleep: () => Promise.resolve() }));
  } finally {
    await server.close();
  }
}

test('reads a file from any byte on, and counts', () =>
  serving({}, async (server, open) => {
    const file = await open();
    assert.deepEqual([file.path, file.bytes, file.form, file.isLocal], [server.url, BYTES.length, 'plain', false]);
    for (const from of [0, 7, 2_999_999]) {
      const { chunks, bytesRead } = file.open(from);
      assert.equal(bytesRead(), from);
      assert.ok((await collected(chunks())).equals(BYTES.subarray(from)));
      assert.equal(bytesRead(), BYTES.length);
    }
    assert.deepEqual(new Set(server.requests.map((headers) => headers['accept-encoding'])), new Set(['identity']));
  }));

for (const [what, options, ifRange] of [
  ['by its ETag', {}, '"1"'],
  ['by its date', { etag: () => null, lastModified: 'Wed, 25 Nov 2026 09:00:00 GMT' }, 'Wed, 25 Nov 2026 09:00:00 GMT'],
  ['by a weak ETag, which is compared here', { etag: () => 'W/"1"' }, undefined],
  ['without either', { etag: () => null }, undefined],
] as const) {
  test(`goes on at the very byte where a body breaks, ${what}`, () => {
    const random = seededRandom(5);
    // Never the first request: it asks for the first bytes alone.
    const cutAfter = (request: number) => (request === 0 ? null : random(400_000));
    return serving({ ...options, cutAfter }, async (server, open) => {
      assert.ok((await collected((await open()).open(0).chunks())).equals(BYTES));
      assert.ok(server.requests.length > 5);
      assert.equal(server.requests.at(-1)?.['if-range'], ifRange);
    });
  });
}

test('tries again what the server could not do at once', () =>
  serving({ status: (request) => (request % 3 === 0 ? null : request % 3 === 1 ? 500 : 429) }, async (server, open) => {
    assert.ok((await collected((await open()).open(0).chunks())).equals(BYTES));
    assert.equal(server.requests.length, 4);
  }));

for (const status of [404, 403, 500] as const) {
  const tries = status === 500 ? 6 : 1;
  test(`gives up after ${tries} answers ${status}`, () =>
    serving({ status: () => status }, async (server, open) => {
      await assert.rejects(open(), {
        code: 'bad-input',
        message: new RegExp(`^Could not read ${server.url} behind byte 0: the server answers ${status} `),
        facts: { file: server.url, source: 'exif', offset: 0 },
      });
      assert.equal(server.requests.length, tries);
    }));
}

test('gives up when no try brings a byte', () =>
  serving({ cutAfter: (request) => (request === 0 ? null : request === 1 ? 1000 : 0) }, async (server, open) => {
    const file = await open();
    await assert.rejects(collected(file.open(0).chunks()), { code: 'bad-input', message: /, 6 times in a row\.$/ });
    assert.ok(server.requests.length <= 8);
  }));

for (const [what, tags, sizes] of [
  ['another ETag', ['"1"', '"1"', '"2"'], [0, 0, 0]],
  ['another weak ETag', ['W/"1"', 'W/"1"', 'W/"2"'], [0, 0, 0]],
  ['another size', [null, null, null], [0, 0, 5]],
] as const) {
  test(`refuses to go on with a file that has ${what}`, () => {
    let request = 0;
    return serving(
      {
        etag: () => tags[request] ?? null,
        bytes: () => BYTES.subarray(sizes[request] ?? 0),
        cutAfter: (number) => {
          request = number + 1;
          return number === 1 ? 1_000_000 : null;
        },
      },
      async (_server, open) => {
        const file = await open();
        await assert.rejects(collected(file.open(0).chunks()), {
          code: 'bad-input',
          message: /behind byte \d+: another file is there now\. Begin the job anew\.$/,
        });
      },
    );
  });
}

test('reads a server without ranges in one go, and says so when it breaks', () =>
  serving({ hasRanges: false, cutAfter: (request) => (request === 3 ? 1_000_000 : null) }, async (server, open) => {
    const file = await open();
    assert.equal(file.bytes, BYTES.length);
    assert.ok((await collected(file.open(0).chunks())).equals(BYTES));
    const { range, 'accept-encoding': encoding } = server.requests.at(-1) ?? {};
    assert.deepEqual([range, encoding], [undefined, 'identity']);
    await open();
    await assert.rejects(collected(file.open(0).chunks()), {
      code: 'bad-input',
      message: /, and the server sends no ranges to go on with\. Copy the file first\.$/,
    });
  }));

test('has the same fingerprint for the same size and ETag, and another one for others', async () => {
  const of = async (options: Partial<FileServerOptions>): Promise<string | null> => {
    let fingerprint: string | null = null;
    await serving(options, async (_server, open) => {
      ({ fingerprint } = await open());
    });
    return fingerprint;
  };
  const original = await of({});
  assert.match(original ?? '', /^[0-9a-f]{64}$/);
  assert.equal(await of({}), original);
  assert.notEqual(await of({ etag: () => '"2"' }), original);
  assert.notEqual(await of({ bytes: () => BYTES.subarray(1) }), original);
});

test('takes an empty file, and refuses what is packed for the way', async () => {
  await serving({ bytes: () => Buffer.alloc(0) }, async (_server, open) => {
    const file = await open();
    assert.equal(file.bytes, 0);
    assert.equal((await collected(file.open(0).chunks())).length, 0);
  });
  await serving({ headers: { 'content-encoding': 'br' } }, async (_server, open) => {
    await assert.rejects(open(), { code: 'bad-input', message: /sends it with Content-Encoding br\.$/ });
  });
});

test('refuses a URL that is none, or has a user name in it', async () => {
  for (const url of ['http://', 'http://me:secret@127.0.0.1/a'])
    await assert.rejects(openRemote('exif', url, { signal: never, s3 }), { code: 'bad-input' });
});

test('ends at once when it is told to', () =>
  serving({}, async (server) => {
    const stop = new AbortController();
    const file = await openRemote('exif', server.url, { signal: stop.signal, s3 });
    const chunks = file.open(0).chunks();
    await chunks.next();
    stop.abort();
    await assert.rejects(collected(chunks), { name: 'AbortError' });
    await server.allEnded();
  }));

test('takes a server that sends no more for one that broke off', async () => {
  let asked = 0;
  const server = await startLoopback((request, response) => {
    const first = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1]);
    const body = BYTES.subarray(first);
    const contentRange = `bytes ${first}-${BYTES.length - 1}/${BYTES.length}`;
    response.writeHead(206, { 'content-length': body.length, 'content-range': contentRange, etag: '"1"' });
    asked++;
    // The second request, the first one for all of it, gets a part and then nothing.
    if (asked === 2) response.write(body.subarray(0, 100_000));
    else response.end(body);
  });
  try {
    const sleep = (): Promise<void> => Promise.resolve();
    const file = await openRemote('exif', server.origin, { signal: never, s3, sleep, stallMs: 300 });
    assert.ok((await collected(file.open(0).chunks())).equals(BYTES));
    assert.equal(asked, 3);
  } finally {
    await server.close();
  }
});

test('gives a server up that never sends anything, and says so', async () => {
  const server = await startLoopback(() => {});
  try {
    const sleep = (): Promise<void> => Promise.resolve();
    await assert.rejects(openRemote('exif', server.origin, { signal: never, s3, sleep, stallMs: 20 }), {
      code: 'bad-input',
      message: /behind byte 0: nothing came for 0\.02 s, 6 times in a row\.$/,
    });
  } finally {
    await server.close();
  }
});

test('follows redirects, also where it goes on', () => {
  const random = seededRandom(6);
  return serving({ cutAfter: (request) => (request === 0 ? null : 1000 + random(900_000)) }, async (target) => {
    let asked = 0;
    const server = await startLoopback((_request, response) => {
      asked++;
      response.writeHead([301, 302, 307, 308][asked % 4] ?? 302, { location: target.url }).end();
    });
    try {
      const file = await openRemote('exif', server.origin, { signal: never, s3, sleep: () => Promise.resolve() });
      assert.ok((await collected(file.open(0).chunks())).equals(BYTES));
      assert.equal(asked, target.requests.length);
      assert.ok(asked > 3);
    } finally {
      await server.close();
    }
  });
});
