import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createCounters, readCounters } from '../../src/core/counters.js';
import { ManifestWriter, readManifest, type ManifestContent } from '../../src/engine/manifest.js';
import { openOutputFolder } from '../../src/engine/output-folder.js';
import { jobLine } from '../../src/jobs/job-line.js';
import { JobMonitor } from '../../src/jobs/job-monitor.js';
import { ProgressMeter } from '../../src/jobs/progress-meter.js';
import { SILENT } from '../../src/jobs/reporter.js';
import { resolveRunOptions, type RunOptions } from '../../src/jobs/run-options.js';
import { runShards } from '../../src/jobs/run-shards.js';
import { openSources } from '../../src/jobs/sources.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import { linesOf, rowsOf } from '../engine/aligned.js';
import { withFakeSync } from '../engine/fake-sync.js';
import { scratchFolder } from '../whole/scratch.js';

const INPUTS = { stdin: assert.fail, signal: new AbortController().signal, onWarning: assert.fail };

const scratch = await scratchFolder('run-shards');
const dataset = join(scratch, 'dataset');
const places = join(scratch, 'places');
await writeFile(dataset, rowsOf(0, 100).join('\n'));
await writeFile(places, [...linesOf(0, 22), ...linesOf(60, 100)].join('\n'));

const out = (name: string): string => join(scratch, name);

/** Streams the shards of a job, of 10 rows each; `stopAt`: stops it when so many are recorded. */
async function shardsOf(
  options: Pick<RunOptions, 'out'> & Partial<RunOptions>,
  stopAt = Infinity,
): Promise<{ readonly content: ManifestContent | null; readonly warnings: readonly string[] }> {
  const resolved = resolveRunOptions({ dataset, format: 'jsonl', threads: 1, shardRows: 10, ...options });
  const files = await openSources(resolved, INPUTS);
  const job = jobLine(resolved, files);
  const folder = await openOutputFolder(resolved.out, job, 'refuse');
  const manifest = await ManifestWriter.open(folder.outDir, job, folder.content);
  const counters = createCounters();
  const stop = new AbortController();
  const meter = new (class extends ProgressMeter {
    override add(...line: Parameters<ProgressMeter['add']>): void {
      super.add(...line);
      if (this.totals.shards === stopAt) stop.abort();
    }
  })(NO_TOTALS, resolved.range, () => readCounters(counters));
  const monitor = new JobMonitor(meter, { files, threads: resolved.threads, counters });
  if (stopAt === 0) stop.abort();
  const warnings: string[] = [];
  const reporter = { ...SILENT, warn: (text: string) => void warnings.push(text) };
  const abort = new AbortController().signal;
  try {
    await runShards({
      resolved,
      files,
      redo: null,
      store: { folder, content: folder.content, manifest, database: null },
      meter,
      monitor,
      counters,
      reporter,
      stop: stop.signal,
      abort,
    });
  } finally {
    monitor.close();
    await manifest.close();
    await folder.close();
  }
  return { content: await readManifest(resolved.out), warnings };
}

test('records every shard in order, with its rows and where the next one starts', async () => {
  const { content, warnings } = await shardsOf({ out: out('all'), lines: '0..25' });
  assert.deepEqual(
    content?.shards.map(({ shard, rows, cursors, progress, isLast }) => [
      shard,
      rows,
      cursors.dataset,
      progress,
      isLast,
    ]),
    [
      [0, 10, 10, 0.4, false],
      [1, 10, 20, 0.8, false],
      [2, 5, 25, 1, true],
    ],
  );
  assert.deepEqual(warnings, []);
});

test('stops with no more shards in flight than its window, and goes on behind them', async () => {
  const stopped = await shardsOf({ out: out('stopped') }, 1);
  const done = stopped.content?.shards.length ?? 0;
  // The first one, two in flight with one thread, and one that was cut when there was room again.
  assert.ok(done >= 1 && done <= 4, `${done} shards`);
  const { content } = await shardsOf({ out: out('stopped') });
  assert.deepEqual(
    content?.shards.map(({ cursors }) => cursors.dataset),
    [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
  );
});

test('records nothing, and is content, when it is stopped before the first shard', async () => {
  assert.deepEqual((await shardsOf({ out: out('none') }, 0)).content?.shards, []);
});

test('warns of every shard in which a file has lost the rows', async () => {
  const { content, warnings } = await shardsOf({ out: out('lost'), places, lookAhead: 15 });
  const lost = content?.shards.filter((shard) => shard.lost.length > 0) ?? [];
  assert.deepEqual(
    lost.map(({ shard }) => shard),
    [2, 3],
  );
  assert.deepEqual(
    warnings,
    lost.map(
      ({ shard }) =>
        `places has none of the next 15 rows' ids near line 22; the rows of shard ${shard} may lack their places. If many lines are missing or extra there, raise --look-ahead.`,
    ),
  );
});

test('refuses a range behind the last row', async () => {
  await assert.rejects(shardsOf({ out: out('behind'), lines: '100..' }), {
    code: 'bad-input',
    message: `Expected rows from line 100 on in ${dataset}, got none.`,
    facts: { file: dataset, source: 'dataset', line: 100 },
  });
});

test('ends with the error of a shard that cannot be written, and says which', async () => {
  const blocked = out('blocked');
  await shardsOf({ out: blocked }, 0);
  await writeFile(join(blocked, 'meta'), 'a file in the place of the folder');
  await assert.rejects(shardsOf({ out: blocked }), (error: Error & { code?: string; facts?: { shard?: number } }) => {
    assert.deepEqual([error.code, error.facts?.shard], ['write-failed', 0]);
    return true;
  });
});

const SYNCS = [
  ['one file a shard', { format: 'jsonl' }, 0],
  ['many small files', { format: 'files' }, 3],
] as const;

for (const [what, options, times] of SYNCS) {
  test(`makes ${what} durable with ${times} calls for three shards`, async () => {
    const folder = out(`sync-${options.format}`);
    await mkdir(folder);
    const calls = await withFakeSync(`${folder}-program`, () => shardsOf({ out: folder, lines: '0..30', ...options }));
    assert.deepEqual(
      calls,
      Array.from({ length: times }, () => `-f ${folder}`),
    );
  });
}
