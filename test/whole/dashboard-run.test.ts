import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { listen } from '../listen.js';
import { browserPages, NO_BROWSER, reads } from './browser.js';
import { startYfcc, yfcc, type Started } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';

const OPTIONS = { skip: NO_BROWSER, timeout: 120_000 };
const scratch = await scratchFolder('dashboard-run');
const input = join(scratch, 'in');
const ROWS = 150;
writeSources(input, makeLines(ROWS), { only: ['dataset'] });

describe('a job with media that is shown on a page', () => {
  const open = browserPages();
  let server: MediaServer;
  before(async () => {
    server = await startMediaServer({ bodies: 3 });
  });
  after(() => server.close());

  /** So slow that it lasts until a test has done with it. */
  function argsOf(out: string, port = '0'): string[] {
    const host = `127.0.0.1:${server.port}`;
    const media = [
      '--media',
      'photos',
      '--media-url-template',
      `${server.origin}/{photo_id}.jpg`,
      '--allow-host',
      host,
    ];
    const job = ['run', '--in', input, '--out', join(scratch, out), '--shard-rows', '50', '--threads', '2', ...media];
    return [...job, '--rate', `${host}=2`, '--dashboard', port];
  }

  async function addressOf(started: Started): Promise<string> {
    await started.says('yfcc: writing');
    return /http:\S+#token=\S+/.exec(started.said())?.[0] ?? '';
  }

  /** Waits until the page has been told of a later moment of the job, so many times. */
  async function later(page: Page, times: number): Promise<void> {
    for (let k = 0; k < times; k += 1) {
      const before = await page.locator('#elapsed').innerText();
      await page.waitForFunction(
        // @ts-expect-error runs in the page
        (before) => globalThis.document.querySelector('#elapsed').innerText !== before,
        before,
      );
    }
  }

  it('shows its pictures, is paused, slowed and hurried from there, and ends by itself', OPTIONS, async () => {
    const job = startYfcc(argsOf('steered'));
    const { page, complaints } = await open(await addressOf(job));
    const host = `127.0.0.1:${server.port}`;
    await reads(page, '#phase-text', 'Running');
    await page.locator('#pictures img').first().waitFor();
    await reads(page, '#hosts', new RegExp(`${host}\\s+Answers\\s`));

    await page.getByRole('button', { name: 'Pause' }).click();
    await reads(page, '#phase-text', 'Paused');
    await reads(page, '#hosts', /\s0 of \d+\s/);
    const asked = server.counts['requests'];
    await later(page, 3);
    assert.equal(server.counts['requests'], asked);

    await page.reload();
    await reads(page, '#phase-text', 'Paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await reads(page, '#phase-text', 'Running');

    await page.getByRole('spinbutton', { name: 'Threads' }).fill('1');
    await page.keyboard.press('Enter');
    await reads(page, '#said', 'Done: Threads set to 1.');

    // Without a limit it is done at once; with it, it would take longer than the test may.
    await page.getByRole('spinbutton', { name: `Requests a second to ${host}; 0: no limit` }).fill('0');
    await page.keyboard.press('Enter');
    await reads(page, '#phase-text', 'Finished');
    await reads(page, '#ending-lines', /^Done: 150 records of 150 rows/);
    await reads(page, '#link', /^The job has ended/);
    const { code, stderr } = await job.ended;
    assert.equal(code, 0, stderr);
    for (const text of ['Paused.', 'Going on.', 'Threads set to 1.', `Rate of ${host} without a limit.`])
      assert.ok(stderr.includes(`yfcc: dashboard: ${text}\n`), stderr);
    // A picture may have been asked for just as the server went.
    assert.deepEqual(
      complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED')),
      [],
    );
    await page.context().close();

    // How it was shown is no part of the job: without, it is the same one.
    const again = await yfcc(argsOf('steered').slice(0, -2));
    assert.match(again.stderr, /going on behind 3 finished shards/);
    assert.equal(again.code, 0);
  });

  it('ends with Ctrl-C while a page is open, which says so', OPTIONS, async () => {
    const job = startYfcc(argsOf('stopped'));
    const { page } = await open(await addressOf(job));
    await reads(page, '#phase-text', 'Running');
    job.child.kill('SIGINT');
    await job.says('once more to stop at once');
    await reads(page, '#notes', /finishing the shards in flight/);
    job.child.kill('SIGINT');
    await reads(page, '#phase-text', 'Interrupted');
    await reads(page, '#ending-lines', /^Stopped at once\. Give the same command again to go on\.$/);
    assert.equal((await job.ended).code, 130);
    await page.context().close();
  });

  it('is found again by its page when it was killed and goes on, but not steered by it', OPTIONS, async () => {
    const first = startYfcc(argsOf('killed'));
    const address = await addressOf(first);
    const { page } = await open(address);
    await reads(page, '#phase-text', 'Running');
    first.child.kill('SIGKILL');
    await first.ended;
    await reads(page, '#link-text', /^Connection lost\. .*Trying again in \d+ s/);
    const second = startYfcc(argsOf('killed', new URL(address).port));
    const renewed = await addressOf(second);
    // By itself: it asks again and again.
    await page.locator('#link').waitFor({ state: 'hidden' });
    await reads(page, '#phase-text', 'Running');
    await page.getByRole('button', { name: 'Pause' }).click();
    await reads(page, '#said', 'Not done: Expected the token that the command has printed with the address.');
    await page.goto(renewed);
    await page.reload();
    await page.getByRole('button', { name: 'Pause' }).click();
    await reads(page, '#said', 'Done: Paused.');
    second.child.kill('SIGKILL');
    await second.ended;
    await page.context().close();
  });
});

it('refuses a port that is taken before the job begins', async (t) => {
  const other = createServer();
  const port = await listen(other);
  t.after(() => other.close());
  const out = join(scratch, 'none');
  const { code, stderr } = await yfcc(['run', '--in', input, '--out', out, '--dashboard', String(port)]);
  assert.deepEqual([code, existsSync(out)], [2, false]);
  assert.match(stderr, /^yfcc: Expected --dashboard to name a free port, got \d+, which is in use on 127\.0\.0\.1\.\n/);
});

it('tells a program why it can not be shown', async () => {
  const args = ['run', '--in', input, '--out', join(scratch, 'none'), '--log', 'json', '--dashboard', '70000'];
  const { code, stderr } = await yfcc(args);
  const { event, code: word, message } = JSON.parse(stderr) as Record<string, unknown>;
  assert.deepEqual([code, event, word], [2, 'error', 'usage']);
  assert.equal(message, 'Expected --dashboard to be a port from 0 to 65535, or nothing, got 70000.');
});

it('tells a program where it is, and ends by itself when nobody looks', async () => {
  const out = join(scratch, 'told');
  const { code, stderr } = await yfcc(['run', '--in', input, '--out', out, '--log', 'json', '--dashboard', '0']);
  assert.equal(code, 0, stderr);
  const [first = ''] = stderr.split('\n');
  const { event, what, url } = JSON.parse(first) as Record<string, unknown>;
  assert.deepEqual([event, what], ['listening', 'dashboard']);
  assert.match(String(url), /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+$/);
});
