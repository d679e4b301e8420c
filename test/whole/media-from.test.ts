import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLoopback, type Loopback } from '../media/loopback.js';
import { jpeg } from '../media/sample-media.js';
import { yfcc, type Ended } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';
import { filesOf } from './tree.js';

const scratch = await scratchFolder('media-from');
const input = writeSources(join(scratch, 'in'), makeLines(9), { only: ['dataset'] });

describe('media from several sources', { timeout: 60_000 }, () => {
  let server: Loopback;
  const asked: string[] = [];
  before(async () => {
    server = await startLoopback(({ url = '' }, response) => {
      asked.push(url);
      const [, source, id] = url.split('/');
      // The first source has gone files and one that it guards, the second lacks one; all else is there.
      const status = source === 'first' ? (id === idOf(1) ? 403 : 404) : id === idOf(2) ? 410 : 200;
      response.writeHead(status).end(status === 200 ? jpeg() : '');
    });
  });
  after(() => server.close());

  function run(out: string, ...from: readonly string[]): Promise<Ended> {
    const sources = from.flatMap((path) => ['--media-from', `${server.origin}/${path}/{photo_id}`]);
    const job = ['run', '--in', input, '--out', join(scratch, out), '--format', 'jsonl', '--threads', '1'];
    return yfcc([...job, '--media', 'photos', '--allow-private', '--rate', '0', ...sources]);
  }

  it('asks the next one where a file has gone or is refused', async () => {
    const { code, stdout, stderr } = await run('both', 'first', 'second');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /media: +ok 8, gone 1/);
    assert.equal(filesOf(join(scratch, 'both/img')).length, 8);
    assert.equal(asked.length, 18);
    const log = readFileSync(join(scratch, 'both/outcomes/00000.jsonl'), 'utf8').trim().split('\n');
    const told = log.map((line) => JSON.parse(line) as { readonly url: string; readonly outcome: string });
    assert.deepEqual(
      told.map(({ url, outcome }) => [url, outcome]),
      Array.from({ length: 9 }, (_, row) => [`${server.origin}/second/${idOf(row)}`, row === 2 ? 'gone' : 'ok']),
    );
  });

  it('asks the first one alone where that has the file', async () => {
    asked.length = 0;
    const { code } = await run('one', 'second', 'first');
    assert.equal(code, 0);
    assert.deepEqual(
      asked.filter((url) => url.startsWith('/first/')),
      [`/first/${idOf(2)}`],
    );
  });
});
