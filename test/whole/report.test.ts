import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { runFigures } from '../../src/report/run-figures.js';
import { runPage } from '../../src/report/run-page.js';
import { tunePage } from '../../src/report/tune-page.js';
import { OUTCOMES } from '../../src/core/outcome.js';
import { snapshotOf } from '../jobs/view-of.js';
import { lookAt } from '../report/look-at.js';
import { hostOf, runReportOf, samplesOf } from '../report/run-reports.js';
import { textOf } from '../report/text-of.js';
import { tuneReportOf } from '../report/tune-reports.js';
import { launchBrowser, NO_BROWSER } from './browser.js';
import { startYfcc, yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';

const scratch = await scratchFolder('report');
const input = join(scratch, 'in');
const TIMEOUT = { timeout: 120_000 };

const ROWS = 180;
/** Requests a second, so that a job of so many rows takes some seconds, which are what there are plots of. */
const RATE = 15;

let server: MediaServer;
let onRequest: () => void = () => {};

function command(out: string, ...options: readonly string[]): readonly string[] {
  return ['run', '--in', input, '--out', join(scratch, out), '--format', 'jsonl', '--threads', '2', ...options];
}

function mediaCommand(out: string): readonly string[] {
  const template = `${server.origin}/{kind}/{photo_id}.{photo_ext}`;
  return command(
    out,
    '--shard-rows',
    '10',
    '--media',
    'all',
    '--media-url-template',
    template,
    '--allow-private',
  ).concat(['--rate', `127.0.0.1=${RATE}`, '--attempts', '1', '--max-failed', '1000']);
}

function reportOf(out: string): string {
  return textOf(readFileSync(join(scratch, out, 'report.html'), 'utf8'));
}

before(async () => {
  writeSources(input, makeLines(ROWS));
  server = await startMediaServer({
    bodies: 2,
    smallBodies: true,
    faultRate: 0.2,
    faults: ['not-found', 'server-error', 'wrong-type', 'truncated-length'],
    faultFor: () => {
      onRequest();
      return null;
    },
  });
});
after(() => server.close());

describe('the report that a run leaves', () => {
  it('is of what there is when a run is interrupted, and of all runs when the job went on', TIMEOUT, async () => {
    const run = startYfcc(mediaCommand('media'));
    let requests = 0;
    onRequest = () => {
      requests++;
      if (requests === 15) run.child.kill('SIGINT');
    };
    assert.equal((await run.ended).code, 130);
    assert.match(reportOf('media'), /‖ Interrupted/);
    onRequest = () => {};

    const { code, stderr } = await yfcc(mediaCommand('media'));
    assert.equal(code, 0, stderr);
    const text = reportOf('media');
    assert.match(text, /✓ Done/);
    for (const part of [
      'rows in finished shards 180',
      'Rows a second',
      'Media a second',
      'What became of media',
      'How busy the threads were',
      'All runs of this job',
      `127.0.0.1:${server.port}`,
    ])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /NaN|Infinity|undefined/);
  });

  it('says what a run failed of', TIMEOUT, async () => {
    const bad = join(scratch, 'bad.bz2');
    writeFileSync(bad, 'BZh9 and no bzip2');
    const { code } = await yfcc(command('failed', '--dataset', bad));
    assert.equal(code, 3);
    assert.match(reportOf('failed'), /✕ Failed .*\/bad\.bz2/);
  });

  it('is there of a short run, too, and no concern of verify', TIMEOUT, async () => {
    assert.equal((await yfcc(command('short'))).code, 0);
    assert.match(reportOf('short'), /✓ Done .* Where the time went/);
    const { code, stdout } = await yfcc(['verify', join(scratch, 'short')]);
    assert.equal(code, 0, stdout);
    const again = await yfcc(command('short', '--overwrite'));
    assert.equal(again.code, 0, again.stderr);
  });
});

describe('a report in a browser', { skip: NO_BROWSER }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  // The most that can be in one.
  const full = runReportOf({
    state: 'over the limit',
    error: 'Expected nothing, got everything.',
    bottleneck: 'The network.',
    history: {
      points: [1, 2, 3, 4].map((k) => ({ seconds: k * 3600, rows: k * 1e6 })),
      before: { shards: 200, seconds: 7200 },
    },
    samples: samplesOf(400, (second) => ({
      mediaBytes: second * 2e6,
      outcomes: Object.fromEntries(OUTCOMES.map((outcome, k) => [outcome, second * (k + 1)])),
    })),
    snapshot: snapshotOf({
      hosts: Array.from({ length: 12 }, (_, k) =>
        hostOf(`farm${k}.a-host-with-quite-a-long-name.example:8080`, {
          outcomes: { ok: 100 * k, gone: 3, timeout: k },
          lastFailure: `timeout: http://farm${k}.example/${'a-long-path/'.repeat(12)}`,
        }),
      ),
      stages: { decode: 5, encode: 4, fetch: 300, write: 2, sync: 1 },
    }),
    messages: [{ kind: 'warning', atMs: 0, text: `${'/a/long/path'.repeat(20)} is odd.` }],
  });
  const made = [
    { name: 'full', html: runPage(full, runFigures(full)), plots: 6 },
    { name: 'one sample', html: runPage(runReportOf({ samples: samplesOf(0) }), null), plots: 0 },
    { name: 'tune', html: tunePage(tuneReportOf()), plots: 3 },
  ];
  const pages = [
    ...made.map(({ name, plots }) => ({ name, file: join(scratch, `${name}.html`), plots })),
    { name: 'media', file: join(scratch, 'media', 'report.html'), plots: 6 },
    { name: 'failed', file: join(scratch, 'failed', 'report.html'), plots: null },
    // On a busy machine it is not as short as it should be, and has plots.
    { name: 'short', file: join(scratch, 'short', 'report.html'), plots: null },
  ];
  before(() => {
    for (const { name, html } of made) writeFileSync(join(scratch, `${name}.html`), html);
  });

  for (const { name, file, plots } of pages) {
    it(`can be read by everyone, at any width, and asks for nothing: ${name}`, TIMEOUT, async () => {
      for (const scheme of ['light', 'dark'] as const) {
        for (const { width, ...look } of await lookAt(browser, file, scheme, [390, 820, 1440])) {
          const sound = {
            violations: [],
            contentWidth: width,
            requests: [],
            complaints: [],
            plots: plots ?? look.plots,
          };
          assert.deepEqual(look, sound, `${scheme}, ${width} px`);
        }
      }
    });
  }
});
