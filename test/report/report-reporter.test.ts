import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import type { Reporter } from '../../src/jobs/reporter.js';
import { run } from '../../src/jobs/run.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { reportReporter } from '../../src/report/report-reporter.js';
import { summaryOf } from '../cli/summary-of.js';
import { rowsOf } from '../engine/aligned.js';
import { NO_STAGES, snapshotOf, viewOf } from '../jobs/view-of.js';
import { scratchFolder } from '../whole/scratch.js';
import { samplesOf } from './run-reports.js';
import { textOf } from './text-of.js';

const scratch = await scratchFolder('report-reporter');
const dataset = join(scratch, 'dataset');
writeFileSync(dataset, rowsOf(0, 50).join('\n'));

const optionsOf = (name: string): RunOptions => ({
  dataset,
  out: join(scratch, name),
  format: 'jsonl',
  threads: 1,
  shardRows: 10,
});

function reportOf(name: string): string {
  return textOf(readFileSync(join(scratch, name, 'report.html'), 'utf8'));
}

/** A folder that a job has begun to write. */
function folderOf(name: string): string {
  const out = join(scratch, name);
  mkdirSync(out);
  writeFileSync(join(out, 'manifest.jsonl'), '');
  return out;
}

function started(reporter: Reporter, out: string): void {
  reporter.start({ out, threads: 1, resumedShards: 0 }, viewOf());
}

test('leaves a report of a whole job, which says what it was given', async () => {
  const options = optionsOf('whole');
  await run(options, { reporter: reportReporter({ options }) });
  const text = reportOf('whole');
  assert.match(text, /✓ Done/);
  assert.match(text, /rows in finished shards 50 records 50/);
  assert.match(text, /--format jsonl --threads 1 --shard-rows 10/);
  assert.deepEqual(readdirSync(join(scratch, 'whole')).toSorted(), [
    'manifest.jsonl',
    'meta',
    'rejects.jsonl',
    'report.html',
  ]);
});

test('keeps the report of a job that is done when it is run again, and replaces it when it begins anew', async () => {
  const file = join(scratch, 'again', 'report.html');
  const options = optionsOf('again');
  await run(options, { reporter: reportReporter() });
  writeFileSync(file, 'the first');
  await run(options, { reporter: reportReporter() });
  assert.equal(readFileSync(file, 'utf8'), 'the first');
  await run({ ...options, overwrite: true }, { reporter: reportReporter() });
  assert.match(reportOf('again'), /✓ Done/);
});

test('says that a run was interrupted, or over the limit', async () => {
  const out = folderOf('states');
  const reporter = reportReporter();
  started(reporter, out);
  await reporter.end(summaryOf({}, { out, isInterrupted: true }));
  assert.match(reportOf('states'), /‖ Interrupted/);
  started(reporter, out);
  await reporter.end(summaryOf({}, { out, isOverLimit: true }));
  assert.match(reportOf('states'), /! Done, but rejects or missing media are over the limit/);
});

test('says what a run failed of', async () => {
  const out = folderOf('failed');
  const reporter = reportReporter();
  started(reporter, out);
  await reporter.fail(new YfccError('bad-input', 'Expected a bz2 file, got <nothing>.'));
  assert.match(reportOf('failed'), /✕ Failed .* Expected a bz2 file, got <nothing>\./);
  started(reporter, out);
  await reporter.fail(new YfccError('interrupted', 'Stopped at once.'));
  assert.match(reportOf('failed'), /‖ Interrupted .* Stopped at once\./);
});

test('has the last 20 messages of its run, and none of the one before', async () => {
  const out = folderOf('messages');
  const reporter = reportReporter();
  reporter.warn('of a run that did not begin');
  await reporter.fail(new Error('not begun'));
  for (const name of ['first', 'second']) {
    reporter.warn(`before the ${name} run`);
    started(reporter, out);
    for (let k = 0; k < 19; k += 2) {
      reporter.warn(`odd <${k}>`);
      reporter.note?.(`${name} note <${k + 1}>`);
    }
    await reporter.end(summaryOf({}, { out }));
    const said = reportOf('messages').replace(/^.*Last messages/, '');
    assert.doesNotMatch(said, /before|begin/);
    assert.match(said, new RegExp(`\\d\\d:\\d\\d:\\d\\d warning odd <0> .* note ${name} note <19> `));
    assert.equal(said.match(/odd|note </g)?.length, 20);
  }
  reporter.warn('before the third run');
  started(reporter, out);
  await reporter.end(summaryOf({}, { out }));
  assert.match(reportOf('messages'), /Last messages .* warning before the third run /);
  started(reporter, out);
  await reporter.end(summaryOf({}, { out }));
  assert.doesNotMatch(reportOf('messages'), /Last messages/);
});

test('judges a run by the CPU time that it took itself, not by what the process had taken before', async (t) => {
  const out = folderOf('cpu');
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  t.mock.method(process, 'cpuUsage', ({ user }: NodeJS.CpuUsage = { user: 0, system: 0 }) => ({
    user: 100e6 - user,
    system: 0,
  }));
  const reporter = reportReporter();
  const view = viewOf({ snapshot: () => snapshotOf({ stages: { ...NO_STAGES, decode: 2 } }) });
  reporter.start({ out, threads: 1, resumedShards: 0 }, view);
  t.mock.timers.tick(10_000);
  await reporter.end(summaryOf({}, { out }));
  assert.match(reportOf('cpu'), /Reading is the bottleneck/);
});

test('leaves none of a dry run, none where no job has begun, and none where it failed before', async () => {
  const out = join(scratch, 'none');
  mkdirSync(out);
  const reporter = reportReporter();
  reporter.start({ out: null, threads: 1, resumedShards: 0 }, viewOf());
  await reporter.end(summaryOf({}, { out: null }));
  started(reporter, out);
  await reporter.fail(new Error('no manifest yet'));
  await reporter.fail(new Error('not even begun'));
  assert.deepEqual(readdirSync(out), []);
});

test('warns when it can not be written, and the job is done all the same', async () => {
  const options = optionsOf('blocked');
  const warnings: string[] = [];
  const reporter = reportReporter({ onWarning: (text) => warnings.push(text) });
  const file = join(scratch, 'blocked', 'report.html');
  // A folder with something in it, under the name of the report.
  const { totals } = await run(options, {
    reporter: {
      ...reporter,
      start(...args) {
        mkdirSync(join(file, 'full'), { recursive: true });
        reporter.start(...args);
      },
    },
  });
  assert.equal(totals.isFinished, true);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^Could not write .*report\.html: E/);
  assert.equal(existsSync(`${file}.part`), false);
});

/** So long that there are plots of it. */
const TIMELINE = { timeline: () => samplesOf(9) };

test('leaves a report without plots when they can not be drawn', async (t) => {
  const out = folderOf('not-drawn');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const warnings: string[] = [];
  const reporter = reportReporter({ onWarning: (text) => warnings.push(text) });
  // No thread can be told of a function.
  const snapshot = () => Object.assign(snapshotOf(), { odd() {} });
  reporter.start({ out, threads: 1, resumedShards: 0 }, viewOf({ ...TIMELINE, snapshot }));
  t.mock.timers.tick(3000);
  await reporter.end(summaryOf({}, { out }));
  assert.match(reportOf('not-drawn'), /✓ Done .* The plots of this run could not be drawn\./);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^Could not draw the plots of the report: .*could not be cloned/);
});

test('goes on when the thread that draws can not be started', async (t) => {
  const out = folderOf('no-drawer');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  // A flag that threads get of the process, and that there is not.
  process.execArgv.push('--heap-prof-nothing=1');
  t.after(() => process.execArgv.pop());
  let onWarning: (text: string) => void = () => {};
  const warned = new Promise<string>((resolve) => (onWarning = resolve));
  const reporter = reportReporter({ onWarning });
  reporter.start({ out, threads: 1, resumedShards: 0 }, viewOf(TIMELINE));
  t.mock.timers.tick(3000);
  assert.match(await warned, /^Could not draw the plots of the report: .*--heap-prof-nothing/);
  await reporter.end(summaryOf({}, { out }));
  assert.match(reportOf('no-drawer'), /✓ Done .* The plots of this run could not be drawn\./);
});
