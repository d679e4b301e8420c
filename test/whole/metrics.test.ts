import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { SOURCES } from '../../src/core/fields.js';
import { run } from '../../src/jobs/run.js';
import { SILENT } from '../../src/jobs/reporter.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { jpeg } from '../media/sample-media.js';
import { NO_PYTHON, readExposition, risingOf, valuesOf, type Exposition } from '../metrics/exposition.js';
import { startScrapedMedia, type ScrapedMedia } from '../metrics/watched-run.js';
import { startYfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';

const scratch = await scratchFolder('metrics');
const ROWS = 60;
const lines = makeLines(ROWS);
// A row that is none, and two lines that are missing.
lines.dataset.splice(10, 0, 'no row');
lines.places.splice(20, 2);
const input = writeSources(join(scratch, 'in'), lines);

/** What some photos are answered with. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  [idOf(3), 500],
  [idOf(4), 404],
  [idOf(44), 404],
]);

let server: ScrapedMedia;
before(async () => {
  server = await startScrapedMedia(STATUSES);
});
after(() => server.close());

const jobOf = (out: string, more: RunOptions): RunOptions => ({
  in: input,
  out: join(scratch, out),
  format: 'jsonl',
  shardRows: 20,
  threads: 2,
  allowPrivate: true,
  attempts: 1,
  maxRejects: 5,
  maxFailed: 5,
  ...more,
});

function assertNeverFalls(scrapes: readonly Exposition[]): void {
  let before = new Map<string, number>();
  for (const scrape of scrapes) {
    const now = risingOf(scrape);
    for (const [series, value] of before) assert.ok((now.get(series) ?? -1) >= value, `${series}, ${value} before`);
    before = now;
  }
}

const only = (metrics: Exposition, name: string): number | string | undefined => valuesOf(metrics, name)[''];

describe('the metrics of a job', { skip: NO_PYTHON, timeout: 120_000 }, () => {
  it('come to what its summary and its manifest say, and never fall on the way', async () => {
    const { summary, scrapes } = await server.watch(
      jobOf('sums', { media: 'photos', mediaUrlTemplate: `${server.origin}/{photo_id}` }),
    );
    const { totals } = summary;
    assert.ok(scrapes.length >= 7, `${scrapes.length}`);
    assertNeverFalls(scrapes);
    const last = scrapes.at(-1);
    assert.ok(last);
    const manifest = readFileSync(join(scratch, 'sums', 'manifest.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    assert.deepEqual(
      {
        rows: only(last, 'yfcc_rows_total'),
        records: only(last, 'yfcc_records_total'),
        shards: only(last, 'yfcc_shards_total'),
        files: only(last, 'yfcc_output_files_total'),
        bytes: only(last, 'yfcc_output_bytes_total'),
        jobRows: only(last, 'yfcc_job_rows'),
        jobShards: only(last, 'yfcc_job_shards'),
        expected: only(last, 'yfcc_job_expected_shards'),
        progress: only(last, 'yfcc_job_progress_ratio'),
        rejects: valuesOf(last, 'yfcc_rejects_total'),
        gaps: valuesOf(last, 'yfcc_gaps_total'),
        durations: valuesOf(last, 'yfcc_shard_duration_seconds')['+Inf'],
      },
      {
        rows: totals.rows,
        records: totals.records,
        shards: manifest.length - 1,
        files: totals.files,
        bytes: totals.bytes,
        jobRows: totals.rows,
        jobShards: totals.shards,
        expected: totals.shards,
        progress: 1,
        rejects: { ...totals.rejects },
        gaps: { ...totals.gaps },
        durations: totals.shards,
      },
    );
    assert.equal(totals.rejects.dataset, 1);
    assert.equal(totals.gaps.places, 2);
    const outcomes = Object.entries(valuesOf(last, 'yfcc_media_files_total')).filter(([, files]) => files !== 0);
    assert.deepEqual(Object.fromEntries(outcomes), totals.outcomes);
    assert.deepEqual(totals.outcomes, { ok: 54, gone: 2, 'server-error': 1 });
    const host = new URL(server.origin).host;
    assert.deepEqual(valuesOf(last, 'yfcc_host_media_files_total'), {
      [`${host},ok`]: 54,
      [`${host},gone`]: 2,
      [`${host},server-error`]: 1,
    });
    assert.equal(only(last, 'yfcc_media_bytes_total'), 54 * jpeg().length);
    assert.equal(valuesOf(last, 'yfcc_host_media_bytes_total')[host], 54 * jpeg().length);
    // One request a file, since each has one try.
    assert.equal(valuesOf(last, 'yfcc_media_request_duration_seconds')['+Inf'], 57);
    const read = valuesOf(last, 'yfcc_source_read_bytes_total');
    assert.deepEqual(read, valuesOf(last, 'yfcc_source_size_bytes'));
    assert.deepEqual(Object.keys(read), SOURCES.slice(0, 4));
    const stages = valuesOf(last, 'yfcc_stage_seconds_total');
    const sums = last['yfcc_shard_stage_duration_seconds']?.samples.filter(([name]) => name.endsWith('_sum')) ?? [];
    for (const [, { stage = '' }, sum] of sums) assert.ok(Math.abs(Number(sum) - Number(stages[stage])) < 1e-9, stage);
    assert.equal(sums.length, 4);
  });

  it('go on when shards are gone over again, and count what is done again', async () => {
    const media = { media: 'all', mediaUrlTemplate: `${server.origin}/{photo_id}` } as const;
    const { summary, scrapes } = await server.watch(jobOf('again', { ...media, recheck: true }));
    assertNeverFalls(scrapes);
    const last = scrapes.at(-1);
    assert.ok(last);
    const { rows, shards, rejects } = summary.totals;
    assert.deepEqual([only(last, 'yfcc_job_rows'), only(last, 'yfcc_rows_total')], [rows, 2 * rows]);
    assert.deepEqual([only(last, 'yfcc_job_shards'), only(last, 'yfcc_shards_total')], [shards, shards]);
    assert.deepEqual(valuesOf(last, 'yfcc_rejects_total'), { ...rejects });
    assert.equal(valuesOf(last, 'yfcc_shard_duration_seconds')['+Inf'], 2 * shards);
    const { host } = new URL(server.origin);
    assert.equal(valuesOf(last, 'yfcc_host_media_files_total')[`${host},ok`], 54);
    assert.equal(valuesOf(last, 'yfcc_host_connections')[host], 0);
    const read = valuesOf(last, 'yfcc_source_read_bytes_total');
    for (const [source, bytes] of Object.entries(valuesOf(last, 'yfcc_source_size_bytes')))
      assert.equal(read[source], 2 * Number(bytes), source);
  });

  it('begin at zero in a job that goes on, whose sums are gauges', async () => {
    const job = jobOf('on', { limit: 40 });
    const stop = new AbortController();
    await run(job, { stop: stop.signal, reporter: { ...SILENT, start: () => stop.abort() } });
    const { summary, scrapes } = await server.watch(job);
    const last = scrapes.at(-1);
    assert.ok(last);
    assert.equal(only(last, 'yfcc_job_rows'), 40);
    assert.equal(only(last, 'yfcc_rows_total'), summary.run.rows);
    const again = (await server.watch(job)).scrapes.at(-1) ?? {};
    assert.deepEqual([only(again, 'yfcc_job_rows'), only(again, 'yfcc_rows_total')], [40, 0]);
  });

  it('keep no process from ending, also with a scraper that keeps its connection', async () => {
    const out = join(scratch, 'process');
    const media = ['--media', 'photos', '--allow-private', '--media-url-template', `${server.origin}/{photo_id}`];
    const job = ['run', '--in', input, '--out', out, '--max-rejects', '5', '--max-failed', '5', '--attempts', '1'];
    const started = startYfcc([...job, ...media, '--metrics', '0', '--log', 'json']);
    let said = '';
    started.child.stderr?.on('data', (part: string) => (said += part));
    await started.says('"listening"');
    const [, url = ''] = /"url":"([^"]*)"/.exec(said) ?? [];
    const agent = new Agent({ keepAlive: true });
    const scraped = await new Promise<string>((resolve, reject) => {
      get(url, { agent }, (response) => void text(response).then(resolve, reject)).on('error', reject);
    });
    assert.ok('yfcc_job_state' in readExposition(scraped));
    const { code, stderr } = await started.ended;
    agent.destroy();
    assert.equal(code, 0, stderr);
  });
});
