import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { yfcc, type Ended } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';

const scratch = await scratchFolder('media-again');
const input = join(scratch, 'in');
const out = join(scratch, 'out');
const TIMEOUT = { timeout: 30_000 };
writeSources(input, makeLines(9), { only: ['dataset'] });

describe("a media job that was killed behind a shard's files and before its line in the manifest", () => {
  let server: MediaServer;
  before(async () => {
    server = await startMediaServer({
      bodies: 1,
      faultFor: (path) => (path.includes(idOf(3)) ? 'server-error' : null),
      transientAttempts: 1,
    });
  });
  after(() => server.close());

  function run(...options: readonly string[]): Promise<Ended> {
    const template = ['--media-url-template', `${server.origin}/{photo_id}.jpg`, '--allow-private', '--rate', '0'];
    const job = ['run', '--in', input, '--out', out, '--format', 'jsonl', '--threads', '1', '--media', 'photos'];
    return yfcc([...job, ...template, ...options]);
  }

  const outcomes = (): string => readFileSync(join(out, 'outcomes/00000.jsonl'), 'utf8');

  it('says nothing any more of what did not come then and has come now', TIMEOUT, async () => {
    const first = await run('--attempts', '1');
    assert.equal(first.code, 1, first.stderr);
    assert.match(outcomes(), /"outcome":"server-error"/);
    const manifest = join(out, 'manifest.jsonl');
    const [job = ''] = readFileSync(manifest, 'utf8').split(/(?<=\n)/);
    writeFileSync(manifest, job);
    const again = await run('--attempts', '1');
    assert.equal(again.code, 0, again.stderr);
    assert.equal(outcomes().trimEnd().split('\n').length, 9);
    assert.doesNotMatch(outcomes(), /server-error/);
  });

  it('keeps and checks with --resume the media of a folder without a manifest', TIMEOUT, async () => {
    rmSync(join(out, 'manifest.jsonl'));
    const requests = server.counts['requests'];
    const { code, stderr, stdout } = await run('--resume');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /media: +skipped 9/);
    assert.equal(server.counts['requests'], requests);
  });
});
