import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { synth } from '../../src/jobs/synth.js';
import type { TuneResult } from '../../src/tune/tune.js';
import { startYfcc, yfcc } from './command.js';
import { scratchFolder } from './scratch.js';

const scratch = await scratchFolder('tune');
const input = join(scratch, 'in');
const TIMEOUT = { timeout: 120_000 };

const tuneWords = (out: string, ...more: readonly string[]): string[] => {
  return ['tune', '--in', input, '--out', join(scratch, out), '--budget', '10s', '--format', 'jsonl', ...more];
};

/** What there is of an output, in the folder of all outputs. */
const leftOf = (out: string): string[] => readdirSync(scratch).filter((name) => name.startsWith(out));

before(async () => {
  await synth({ rows: 3000, out: input });
});

describe('yfcc tune', () => {
  it('finds a setting and says what it found, and leaves nothing but what is to be kept', TIMEOUT, async () => {
    const { code, stdout, stderr } = await yfcc(tuneWords('plain', '--shard-rows', '500', '--save'));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ +threads +decode +rows\/s +± +MB\/s text +MB\/s read +speed-up +efficiency +memory +main/m);
    assert.match(stdout, /^\* +\d+ +\d+ MiB +[\d,]+ /m);
    assert.match(stdout, /^(?!Best).* (?:is|are) the bottleneck/m);
    assert.match(stdout, /^Best: --threads \d+ --decode-bytes \d+ \([\d,]+ rows\/s\)$/m);
    assert.match(stdout, /^The whole input, about 3,000 rows, should take /m);
    assert.match(stdout, /^By the scalability law /m);
    assert.match(stderr, /threads: round 1, \d settings of/);
    assert.deepEqual(leftOf('plain').toSorted(), ['plain.tune.html', 'plain.tuned.json']);
    const page = readFileSync(join(scratch, 'plain.tune.html'), 'utf8');
    assert.match(page, /Rows a second over threads/);
    assert.match(page, /the bottleneck/);
    const kept = JSON.parse(readFileSync(join(scratch, 'plain.tuned.json'), 'utf8')) as { setting: object };
    assert.deepEqual(Object.keys(kept.setting), ['threads', 'decodeBytes']);
  });

  it('gives a job what was kept for its output, unless it says otherwise', TIMEOUT, async () => {
    writeFileSync(join(scratch, 'tuned.tuned.json'), '{"setting":{"threads":1,"shardRows":700}}');
    const run = ['run', '--in', input, '--format', 'jsonl', '--out', join(scratch, 'tuned'), '--tuned'];
    const { code, stderr } = await yfcc(run);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /on 1 threads/);
    const [job = ''] = readFileSync(join(scratch, 'tuned', 'manifest.jsonl'), 'utf8').split('\n');
    assert.match(job, /"shard-rows":700\b/);
    const other = await yfcc([...run, '--overwrite', '--threads', '2', '--log', 'json']);
    assert.equal(other.code, 0, other.stderr);
    assert.match(other.stderr, /"threads":2\b/);
  });

  it('tells of all runs as JSON, also of a job that fetches media', TIMEOUT, async () => {
    const server: MediaServer = await startMediaServer({ bodies: 2 });
    try {
      const media = ['--media', 'photos', '--media-url-template', `${server.origin}/{photo_id}.jpg`, '--allow-private'];
      const given = ['--threads', '2', '--shard-rows', '500', '--decode-bytes', '8388608', '--limit', '500'];
      const { code, stdout, stderr } = await yfcc(tuneWords('media', ...media, ...given, '--json'));
      assert.equal(code, 0, stderr);
      const { unit, axes, cells, best, final, law } = JSON.parse(stdout) as TuneResult;
      assert.equal(unit, 'media');
      assert.deepEqual(axes, ['connections']);
      assert.equal(best.threads, 2);
      assert.ok(cells.length >= 5);
      for (const { trials } of cells) for (const { perSecond } of trials) assert.ok(perSecond > 0);
      assert.ok(final.media > 0);
      assert.deepEqual(
        final.hosts.map(({ host }) => `http://${host}`),
        [server.origin],
      );
      assert.equal(law, null);
      assert.deepEqual(leftOf('media'), ['media.tune.html']);
      assert.match(readFileSync(join(scratch, 'media.tune.html'), 'utf8'), /Media a second over threads/);
    } finally {
      await server.close();
    }
  });

  it('leaves nothing when it is stopped', TIMEOUT, async () => {
    const tuning = startYfcc(tuneWords('stopped', '--save'));
    await tuning.says('threads: round 1');
    tuning.child.kill('SIGINT');
    const { code, stderr } = await tuning.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Stopped\. Nothing of it is kept/);
    assert.deepEqual(leftOf('stopped'), []);
  });

  for (const [words, says] of [
    [['--budget', '1s'], /Expected --budget to be a time/],
    [['--dry-run'], /Expected a job that can be tuned, got --dry-run/],
    [['--dataset', '-'], /got a source from standard input/],
    [['--places', join(scratch, 'none')], /none/],
  ] as const) {
    it(`refuses ${words.join(' ').replace(scratch, '')}`, TIMEOUT, async () => {
      const { code, stderr } = await yfcc(tuneWords('refused', ...words));
      assert.ok(code === 2 || code === 3, `${code}: ${stderr}`);
      assert.match(stderr, says);
      assert.deepEqual(leftOf('refused'), []);
    });
  }
});
